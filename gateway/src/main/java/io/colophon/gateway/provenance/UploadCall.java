package io.colophon.gateway.provenance;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.v1.VerifyContentRequest;
import io.colophon.v1.VerifyContentResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way in: written piece by piece on the pool, one piece asked for at a time; looked
 * at when it is whole, and deleted in every end.
 */
final class UploadCall implements StreamObserver<VerifyContentRequest> {
  private static final Logger log = LoggerFactory.getLogger(UploadCall.class);

  private final ServerCallStreamObserver<VerifyContentResponse> call;
  private final CallerCalls calls;
  private final FileVerification verification;
  private final Path file;
  private final long maxBytes;

  // Used by one pool task at a time: the next piece is asked for when the last is written.
  private @Nullable FileChannel channel;
  private long bytes;
  private @Nullable Caller caller;
  private boolean over;
  private boolean writing; // guarded by this
  private boolean complete; // guarded by this

  UploadCall(
      ServerCallStreamObserver<VerifyContentResponse> call,
      CallerCalls calls,
      FileVerification verification,
      Path file,
      long maxBytes) {
    this.call = call;
    this.calls = calls;
    this.verification = verification;
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /** Finds out who asks, then asks for the first piece. */
  void begin() {
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
  public void onNext(VerifyContentRequest piece) {
    synchronized (this) {
      writing = true;
    }
    calls.onPool(call, () -> step(() -> write(piece.getData().asReadOnlyByteBuffer())));
  }

  /** The end may come while the last piece still waits to be written: then writing leads to it. */
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
      throw Refusal.of(Reason.RECORD_FAILED, "the file cannot be looked at now", failure);
    } catch (RuntimeException refused) {
      giveUp();
      throw refused;
    }
  }

  private void write(ByteBuffer piece) throws IOException {
    FileChannel out = channel;
    if (out == null) {
      Files.createDirectories(file.getParent());
      out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      channel = out;
    }
    bytes += piece.remaining();
    if (bytes > maxBytes) {
      throw Refusal.invalid("data", "more than the " + maxBytes + " bytes allowed");
    }
    while (piece.hasRemaining()) {
      out.write(piece);
    }
    writing = false;
    if (complete) {
      answer();
    } else {
      call.request(1);
    }
  }

  private void answer() throws IOException {
    if (channel == null || caller == null) {
      throw Refusal.invalid("data", "no bytes, expected a file");
    }
    channel.close();
    VerifyContentResponse verdict =
        ProvenanceMessages.verdict(verification.verify(file), caller.tenant());
    giveUp();
    call.onNext(verdict);
    call.onCompleted();
  }

  private synchronized void giveUp() {
    over = true;
    try {
      if (channel != null) {
        channel.close();
      }
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      log.warn("an uploaded file could not be deleted: {}", failure.toString());
    }
  }
}
