package io.colophon.examples.plugin;

import io.colophon.v1.ProviderEvent;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * Sends events no faster than the gateway takes them: {@link #send} waits while the transport is
 * full, and throws once nobody listens any more.
 */
final class Outlet {

  /** The gateway has cancelled the call. */
  static final class Unwanted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final ServerCallStreamObserver<ProviderEvent> to;
  private final Object changed = new Object();

  /** Must be made before the rpc's method returns: handlers cannot be set later. */
  Outlet(ServerCallStreamObserver<ProviderEvent> to) {
    this.to = to;
    to.setOnReadyHandler(this::wake);
    to.setOnCancelHandler(this::wake);
  }

  private void wake() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  void send(ProviderEvent.Builder event) throws InterruptedException {
    synchronized (changed) {
      while (!to.isReady() && !to.isCancelled()) {
        changed.wait();
      }
    }
    stopIfUnwanted();
    to.onNext(event.build());
  }

  void stopIfUnwanted() {
    if (to.isCancelled()) {
      throw new Unwanted();
    }
  }

  void finish() {
    to.onCompleted();
  }

  void fail(RuntimeException failure) {
    to.onError(failure);
  }
}
