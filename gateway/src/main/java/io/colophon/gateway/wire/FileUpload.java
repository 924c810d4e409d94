package io.colophon.gateway.wire;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file on its way in: written piece by piece on the pool, one piece asked for at a time; used
 * when it is whole, and deleted in every end.
 *
 * @param <Q> a message with a piece of it
 */
public abstract class FileUpload<Q> implements StreamObserver<Q> {
  private static final Logger log = LoggerFactory.getLogger(FileUpload.class);

  private final ServerCallStreamObserver<?> call;
  private final CallerCalls calls;
  private final Path file;
  private final long maxBytes;

  // Used by one pool task at a time: the next piece is asked for when the last is written.
  private @Nullable FileChannel channel;
  private long bytes;
  private @Nullable Caller caller;
  private boolean over;
  private boolean writing; // guarded by this
  private boolean complete; // guarded by this

  /**
   * @param file where it lies meanwhile
   */
  protected FileUpload(
      ServerCallStreamObserver<?> call, CallerCalls calls, Path file, long maxBytes) {
    this.call = call;
    this.calls = calls;
    this.file = file;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads a message, on the pool.
   *
   * @return its piece of the file; empty for a message without one
   * @throws Refusal if it does not belong here
   */
  protected abstract Optional<ByteBuffer> piece(Q message);

  /** Uses the whole file and ends the call, on the pool; {@link #giveUp} first where it can be. */
  protected abstract void answer(Path whole, Caller by) throws IOException;

  /** What the caller is told when a file cannot be read or written here. */
  protected abstract String trouble();

  /** Deletes what else was made. */
  protected void discard() throws IOException {}

  /** Finds out who asks, then asks for the first piece. */
  public final void begin() {
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
  public final void onNext(Q message) {
    synchronized (this) {
      writing = true;
    }
    calls.onPool(call, () -> step(() -> take(message)));
  }

  /** The end may come while the last piece still waits to be written: then writing leads to it. */
  @Override
  public final void onCompleted() {
    synchronized (this) {
      complete = true;
      if (writing) {
        return;
      }
    }
    calls.onPool(call, () -> step(this::answer));
  }

  @Override
  public final void onError(Throwable broken) {
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
      throw Refusal.of(Reason.RECORD_FAILED, trouble(), failure);
    } catch (RuntimeException refused) {
      giveUp();
      throw refused;
    }
  }

  private void take(Q message) throws IOException {
    Optional<ByteBuffer> piece = piece(message);
    if (piece.isPresent()) {
      write(piece.get());
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
  }

  private void answer() throws IOException {
    if (channel == null || caller == null) {
      throw Refusal.invalid("data", "no bytes, expected a file");
    }
    channel.close();
    answer(file, caller);
  }

  /** Deletes the file; nothing more is taken. */
  protected final synchronized void giveUp() {
    over = true;
    try {
      if (channel != null) {
        channel.close();
      }
      Files.deleteIfExists(file);
      discard();
    } catch (IOException failure) {
      log.warn("an uploaded file could not be deleted: {}", failure.toString());
    }
  }
}
