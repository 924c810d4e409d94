package io.colophon.gateway.relabel;

import com.google.protobuf.ByteString;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.wire.BlockingSink;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.gateway.wire.LabelingReader;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.v1.Finding;
import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentRequest;
import io.colophon.v1.LabelContentResponse;
import io.colophon.v1.LabelContentResult;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way in, to be labelled and sent back: written piece by piece on the pool, one
 * piece asked for at a time; both files are deleted in every end.
 */
public final class LabelContentCall implements StreamObserver<LabelContentRequest> {
  private static final Logger log = LoggerFactory.getLogger(LabelContentCall.class);
  private static final int PIECE = 64 * 1024;

  private final ServerCallStreamObserver<LabelContentResponse> call;
  private final BlockingSink<LabelContentResponse> sink;
  private final CallerCalls calls;
  private final ElsewhereLabeling labeling;
  private final Path input;
  private final Path output;
  private final long maxBytes;

  // Used by one pool task at a time: the next piece is asked for when the last is written.
  private @Nullable FileChannel channel;
  private @Nullable LabelContentOrder order;
  private long bytes;
  private @Nullable Caller caller;
  private boolean over;
  private boolean writing; // guarded by this
  private boolean complete; // guarded by this

  /**
   * To be made while the service method runs.
   *
   * @param input where the file lies meanwhile; the labelled one lies beside it
   */
  public LabelContentCall(
      ServerCallStreamObserver<LabelContentResponse> call,
      CallerCalls calls,
      ElsewhereLabeling labeling,
      Path input,
      long maxBytes) {
    this.call = call;
    this.sink = new BlockingSink<>(call);
    this.calls = calls;
    this.labeling = labeling;
    this.input = input;
    this.output = input.resolveSibling(input.getFileName() + ".labeled");
    this.maxBytes = maxBytes;
  }

  /** Finds out who asks, then asks for the first piece. */
  public void begin() {
    call.disableAutoRequest();
    call.setOnCancelHandler(() -> calls.onPool(call, this::giveUp));
    calls.identified(
        call,
        known -> {
          caller = known;
          call.request(1);
        });
  }

  @Override
  public void onNext(LabelContentRequest piece) {
    synchronized (this) {
      writing = true;
    }
    calls.onPool(call, () -> step(() -> take(piece)));
  }

  @Override
  public void onCompleted() {
    synchronized (this) {
      complete = true;
      if (writing) {
        return;
      }
    }
    calls.onPool(call, () -> step(this::answer));
  }

  @Override
  public void onError(Throwable broken) {
    calls.onPool(call, this::giveUp);
  }

  private interface Step {
    void run() throws IOException;
  }

  private synchronized void step(Step step) {
    if (over) {
      return;
    }
    try {
      step.run();
    } catch (IOException failure) {
      giveUp();
      throw Refusal.of(Reason.RECORD_FAILED, "the file cannot be labelled now", failure);
    } catch (RuntimeException refused) {
      giveUp();
      throw refused;
    }
  }

  private void take(LabelContentRequest piece) throws IOException {
    if (order == null) {
      if (!piece.hasOrder()) {
        throw Refusal.invalid("order", "missing, expected before the first bytes");
      }
      order = piece.getOrder();
    } else if (piece.hasOrder()) {
      throw Refusal.invalid("order", "a second one, expected bytes");
    } else {
      write(piece.getData().asReadOnlyByteBuffer());
    }
    writing = false;
    if (complete) {
      answer();
    } else {
      call.request(1);
    }
  }

  private void write(ByteBuffer piece) throws IOException {
    FileChannel out = channel;
    if (out == null) {
      Files.createDirectories(input.getParent());
      out = FileChannel.open(input, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel = out;
    }
    bytes += piece.remaining();
    if (bytes > maxBytes) {
      throw Refusal.invalid("data", "more than the " + maxBytes + " bytes allowed");
    }
    while (piece.hasRemaining()) {
      out.write(piece);
    }
  }

  private void answer() throws IOException {
    LabelContentOrder wanted = order;
    if (channel == null || caller == null || wanted == null) {
      throw Refusal.invalid("data", "no bytes, expected a file");
    }
    channel.close();
    ElsewhereLabeling.Outcome outcome =
        labeling.label(
            input,
            output,
            caller.tenant(),
            new ElsewhereLabeling.Order(
                wanted.getMimeType(),
                LabelingReader.read(wanted.getLabeling()),
                wanted.getPropagate(),
                wanted.getDeclared(),
                wanted.getModel()));
    sink.send(LabelContentResponse.newBuilder().setResult(result(outcome)).build());
    send(outcome.file());
    giveUp();
    call.onCompleted();
  }

  private static LabelContentResult result(ElsewhereLabeling.Outcome outcome) throws IOException {
    LabelContentResult.Builder result =
        LabelContentResult.newBuilder()
            .setMimeType(outcome.mimeType())
            .setSizeBytes(Files.size(outcome.file()))
            .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(outcome.sha256())))
            .setJudgement(outcome.judgement())
            .setRequestId(outcome.id())
            .setLogIndex(outcome.logIndex().orElse(-1L));
    outcome.label().ifPresent(label -> result.setLabel(ReceiptWriter.label(0, label)));
    outcome
        .findings()
        .forEach(
            note ->
                result.addFindings(
                    Finding.newBuilder().setCode(note.code()).setMessage(note.text())));
    return result.build();
  }

  private void send(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        sink.send(LabelContentResponse.newBuilder().setData(ByteString.copyFrom(piece)).build());
      }
    }
  }

  private synchronized void giveUp() {
    over = true;
    try {
      if (channel != null) {
        channel.close();
      }
      Files.deleteIfExists(input);
      Files.deleteIfExists(output);
    } catch (IOException failure) {
      log.warn("a file handed in could not be deleted: {}", failure.toString());
    }
  }
}
