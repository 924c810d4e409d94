package io.colophon.examples.plugin;

import com.google.protobuf.UnsafeByteOperations;
import io.colophon.v1.Accepted;
import io.colophon.v1.CancelGenerationRequest;
import io.colophon.v1.CancelGenerationResponse;
import io.colophon.v1.DescribeRequest;
import io.colophon.v1.DescribeResponse;
import io.colophon.v1.FinishReason;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.MediaChunk;
import io.colophon.v1.Modality;
import io.colophon.v1.Progress;
import io.colophon.v1.ProviderCapability;
import io.colophon.v1.ProviderEvent;
import io.colophon.v1.ProviderFinished;
import io.colophon.v1.ProviderGenerateRequest;
import io.colophon.v1.ProviderModel;
import io.colophon.v1.ProviderServiceGrpc;
import io.colophon.v1.UsageCount;
import io.grpc.Status.Code;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The plug-in itself: one model that draws pictures. */
final class JuliaService extends ProviderServiceGrpc.ProviderServiceImplBase {
  private static final int CONTRACT_VERSION = 2;
  private static final String MODEL = "julia";
  private static final int CHUNK = 64 << 10;
  private static final int DEFAULT_SIDE = 512;
  private static final int DEFAULT_STEPS = 200;

  private final Executor painters;

  /**
   * @param painters a bounded pool; one that is full refuses
   */
  JuliaService(Executor painters) {
    this.painters = painters;
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> to) {
    to.onNext(
        DescribeResponse.newBuilder()
            // Every gateway speaks 1; what 2 adds and we use, the capabilities, older ones skip.
            .setContractVersion(Math.min(CONTRACT_VERSION, request.getContractVersion()))
            .setProvider("julia-plugin 1.0")
            .addModels(
                ProviderModel.newBuilder()
                    .setName(MODEL)
                    .setModality(Modality.MODALITY_IMAGE)
                    .addAbilities("image")
                    .setAbout("Draws Julia sets. It does not look at the words of a prompt.")
                    .addFormats("image/png")
                    .setMinSide(16)
                    .setMaxSide(4096)
                    .setMaxCount(4))
            .addCapabilities(
                ProviderCapability.newBuilder()
                    .setAbility("image")
                    .addAllParameters(
                        List.of(
                            "image.size",
                            "image.count",
                            "image.format",
                            "image.steps",
                            "image.seed"))
                    .setCancels(true))
            .build());
    to.onCompleted();
  }

  @Override
  public void generate(ProviderGenerateRequest request, StreamObserver<ProviderEvent> to) {
    Outlet outlet = new Outlet((ServerCallStreamObserver<ProviderEvent>) to);
    try {
      painters.execute(() -> paint(request, outlet));
    } catch (RejectedExecutionException full) {
      outlet.fail(Failures.of(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "all painters are busy"));
    }
  }

  private static void paint(ProviderGenerateRequest request, Outlet outlet) {
    try {
      check(request);
      outlet.send(
          ProviderEvent.newBuilder().setAccepted(Accepted.newBuilder().setServedModel(MODEL)));
      ImageParameters wanted = request.getRequest().getImage();
      int count = wanted.hasCount() ? wanted.getCount() : 1;
      int width = wanted.hasWidth() ? wanted.getWidth() : DEFAULT_SIDE;
      int height = wanted.hasHeight() ? wanted.getHeight() : DEFAULT_SIDE;
      int steps = wanted.hasSteps() ? wanted.getSteps() : DEFAULT_STEPS;
      for (int i = 0; i < count; i++) {
        int done = i;
        byte[] file =
            new JuliaSet(width, height, steps, wanted.getSeed() + i)
                .png(
                    share -> {
                      outlet.stopIfUnwanted();
                      report((done + share) / count, outlet);
                    });
        send(file, i, outlet);
      }
      outlet.send(
          ProviderEvent.newBuilder()
              .setFinished(
                  ProviderFinished.newBuilder()
                      .setReason(FinishReason.FINISH_REASON_STOP)
                      .addUsage(usage("images", count))
                      .addUsage(usage("pixels", (long) count * width * height))));
      outlet.finish();
    } catch (Outlet.Unwanted gone) {
      return; // the gateway has closed the call
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outlet.fail(Failures.of(Code.UNAVAILABLE, "OVERLOADED", "the plug-in is closing"));
    } catch (IOException e) {
      outlet.fail(Failures.of(Code.INTERNAL, "INTERNAL", "the picture could not be written"));
    } catch (RuntimeException refused) {
      outlet.fail(refused);
    }
  }

  private static void check(ProviderGenerateRequest request) {
    if (!request.getModel().equals(MODEL)) {
      throw Failures.of(Code.NOT_FOUND, "MODEL_UNAVAILABLE", "there is one model: " + MODEL);
    }
    ImageParameters wanted = request.getRequest().getImage();
    if (request.getRequest().getOutputModality() != Modality.MODALITY_IMAGE || wanted.hasSource()) {
      throw Failures.of(Code.UNIMPLEMENTED, "UNSUPPORTED", MODEL + " draws from nothing");
    }
    if (!List.of("", "image/png").contains(wanted.getFormat())) {
      throw Failures.of(Code.INVALID_ARGUMENT, "INVALID_REQUEST", "format: expected image/png");
    }
    if (wanted.getWidth() > 4096 || wanted.getHeight() > 4096 || wanted.getCount() > 4) {
      throw Failures.of(
          Code.INVALID_ARGUMENT, "INVALID_REQUEST", "expected at most 4 pictures of 4096x4096");
    }
  }

  private static void report(double share, Outlet outlet) {
    try {
      outlet.send(
          ProviderEvent.newBuilder()
              .setProgress(Progress.newBuilder().setFraction(Math.min(1, share))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(Code.UNAVAILABLE, "OVERLOADED", "the plug-in is closing");
    }
  }

  private static void send(byte[] file, int index, Outlet outlet) throws InterruptedException {
    for (int at = 0; at < file.length; at += CHUNK) {
      int size = Math.min(CHUNK, file.length - at);
      outlet.send(
          ProviderEvent.newBuilder()
              .setMediaChunk(
                  MediaChunk.newBuilder()
                      .setPart(index)
                      .setMimeType("image/png")
                      .setData(UnsafeByteOperations.unsafeWrap(file, at, size))
                      .setLast(at + size == file.length)));
    }
  }

  private static UsageCount usage(String unit, long value) {
    return UsageCount.newBuilder()
        .setUnit(unit)
        .setValue(value)
        .setSource("provider_final")
        .build();
  }

  /** Everything here ends with its stream, so there is nothing left to end. */
  @Override
  public void cancel(CancelGenerationRequest request, StreamObserver<CancelGenerationResponse> to) {
    to.onNext(CancelGenerationResponse.getDefaultInstance());
    to.onCompleted();
  }
}
