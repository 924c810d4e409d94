package io.colophon.gateway.wire;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;

/**
 * Sends events as they come, and asks for more only while the transport takes more: a slow reader
 * slows the upstream.
 */
final class StreamReply implements Reply {
  private final ServerCallStreamObserver<io.colophon.v1.GenerationEvent> call;

  private final CallLimits limits = CallLimits.current();

  // Guarded by this.
  private @Nullable Generation generation;
  private boolean asked;

  /** To be made while the service method runs: gRPC takes no handler later. */
  StreamReply(ServerCallStreamObserver<io.colophon.v1.GenerationEvent> call) {
    this.call = call;
    call.setOnReadyHandler(this::ask);
  }

  /** Starts asking for output. */
  void flow(Generation running) {
    synchronized (this) {
      generation = running;
    }
    ask();
  }

  private void ask() {
    Generation running;
    synchronized (this) {
      if (asked || generation == null || !call.isReady()) {
        return;
      }
      asked = true;
      running = generation;
    }
    running.request(1);
  }

  @Override
  public void started(Generation running) {
    limits.started(running);
    call.onNext(EventWriter.started(running));
  }

  @Override
  public void output(GenerationEvent event) {
    if (call.isCancelled()) {
      return;
    }
    if (EventWriter.hasMessage(event)) {
      call.onNext(EventWriter.output(event));
    }
    synchronized (this) {
      asked = false;
    }
    ask();
  }

  @Override
  public void finished(Receipt receipt) {
    if (!call.isCancelled()) {
      call.onNext(EventWriter.finished(receipt));
      call.onCompleted();
    }
  }

  @Override
  public void failed(Refusal refusal) {
    limits.failed(refusal);
    if (!call.isCancelled()) {
      call.onError(Statuses.exceptionOf(refusal));
    }
  }
}
