package io.colophon.gateway.wire;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * Sends a stream of answers from a thread that may wait: a slow reader makes the writer wait rather
 * than fill memory.
 */
public final class BlockingSink<A> {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final ServerCallStreamObserver<A> call;
  private final Object change = new Object();

  /** To be made while the service method runs: gRPC takes no handler later. */
  public BlockingSink(ServerCallStreamObserver<A> call) {
    this.call = call;
    call.setOnReadyHandler(
        () -> {
          synchronized (change) {
            change.notifyAll();
          }
        });
  }

  /**
   * Sends one answer, after the transport takes more.
   *
   * @throws Refusal CANCELLED if the reader went away or takes nothing for a minute
   */
  public void send(A answer) {
    long patience = System.nanoTime() + PATIENCE_NANOS;
    synchronized (change) {
      while (!call.isReady()) {
        long left = patience - System.nanoTime();
        if (call.isCancelled() || left <= 0) {
          throw Refusal.of(Reason.CANCELLED, "the reader takes no more");
        }
        waitForChange(Math.min(left, 1_000_000_000L));
      }
    }
    call.onNext(answer);
  }

  private void waitForChange(long nanos) {
    try {
      change.wait(Math.max(1, nanos / 1_000_000));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw Refusal.of(Reason.DRAINING, "the server is stopping", stop);
    }
  }
}
