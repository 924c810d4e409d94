package io.colophon.distribution;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream under way, whose caller waits for words, and may go. */
final class WatchedCall implements ClientResponseObserver<GenerateRequest, GenerationEvent> {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch end = new CountDownLatch(1);
  private final StringBuilder text = new StringBuilder();
  private @Nullable ClientCallStreamObserver<GenerateRequest> call;

  /**
   * Calls.
   *
   * @param timeout as {@code grpc-timeout}; empty for none. The client does not watch it itself
   */
  static WatchedCall start(ManagedChannel channel, GenerateRequest request, String timeout) {
    Metadata headers = new Metadata();
    if (!timeout.isEmpty()) {
      headers.put(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER), timeout);
    }
    WatchedCall watched = new WatchedCall();
    GenerationServiceGrpc.newStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .streamGenerate(request, watched);
    return watched;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<GenerateRequest> requests) {
    call = requests;
  }

  @Override
  public synchronized void onNext(GenerationEvent event) {
    text.append(event.getTextDelta().getText());
    notifyAll();
  }

  @Override
  public void onError(Throwable failure) {
    end.countDown();
  }

  @Override
  public void onCompleted() {
    end.countDown();
  }

  synchronized void awaitWord(String word) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (text.indexOf(word) < 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("no \"" + word + "\" came, only: " + text);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  void go() {
    ClientCallStreamObserver<GenerateRequest> running = call;
    if (running == null) {
      throw new IllegalStateException("the call was not made");
    }
    running.cancel("the caller goes away", null);
  }

  void awaitEnd() throws InterruptedException {
    if (!end.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the call does not end");
    }
  }
}
