package io.colophon.gateway.cli;

import com.google.protobuf.ByteString;
import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentRequest;
import io.colophon.v1.LabelContentResponse;
import io.colophon.v1.LabelContentResult;
import io.colophon.v1.ProvenanceServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one file to a gateway to be labelled and writes what comes back: under another name first,
 * so that the output is whole or absent.
 */
final class ContentLabelUpload
    implements ClientResponseObserver<LabelContentRequest, LabelContentResponse> {
  private static final int PIECE = 256 << 10;

  private final LabelContentOrder order;
  private final InputStream file;
  private final OutputStream out;
  private final CompletableFuture<LabelContentResult> answer = new CompletableFuture<>();
  private @Nullable LabelContentResult result;
  private boolean ordered;
  private boolean sent;

  private ContentLabelUpload(LabelContentOrder order, InputStream file, OutputStream out) {
    this.order = order;
    this.file = file;
    this.out = out;
  }

  /** Blocks until the labelled file is there. */
  static LabelContentResult label(
      GatewayConnection gateway, LabelContentOrder order, Path input, Path output)
      throws IOException {
    Path part = output.resolveSibling("." + output.getFileName() + ".part");
    try {
      LabelContentResult result;
      try (InputStream file = Files.newInputStream(input);
          OutputStream out = Files.newOutputStream(part)) {
        ContentLabelUpload upload = new ContentLabelUpload(order, file, out);
        var unused =
            gateway
                .identified(ProvenanceServiceGrpc.newStub(gateway.channel()))
                .labelContent(upload);
        result = upload.answer.join();
      }
      Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
      return result;
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof StatusRuntimeException status) {
        throw status;
      }
      throw failed;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<LabelContentRequest> call) {
    call.setOnReadyHandler(() -> send(call));
  }

  private void send(ClientCallStreamObserver<LabelContentRequest> call) {
    try {
      while (!sent && call.isReady()) {
        if (!ordered) {
          ordered = true;
          call.onNext(LabelContentRequest.newBuilder().setOrder(order).build());
          continue;
        }
        byte[] piece = file.readNBytes(PIECE);
        if (piece.length > 0) {
          call.onNext(LabelContentRequest.newBuilder().setData(ByteString.copyFrom(piece)).build());
        }
        if (piece.length < PIECE) {
          sent = true;
          call.onCompleted();
        }
      }
    } catch (IOException unreadable) {
      sent = true;
      call.cancel("the file could not be read", unreadable);
    }
  }

  @Override
  public void onNext(LabelContentResponse response) {
    if (response.hasResult()) {
      result = response.getResult();
      return;
    }
    try {
      response.getData().writeTo(out);
    } catch (IOException unwritable) {
      answer.completeExceptionally(unwritable);
    }
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    LabelContentResult done = result;
    if (done == null) {
      answer.completeExceptionally(
          Status.INTERNAL
              .withDescription("the gateway ended without a result")
              .asRuntimeException());
    } else {
      answer.complete(done);
    }
  }
}
