package io.colophon.gateway.server;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc.GenerationServiceStub;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A call of {@code StreamGenerate} under way, as its client sees it. Thread-safe. */
public final class StreamedCall
    implements ClientResponseObserver<GenerateRequest, GenerationEvent> {
  private static final long PATIENCE_SECONDS = 60;

  private final boolean reads;
  private final List<GenerationEvent> events = new ArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final CountDownLatch firstText = new CountDownLatch(1);
  private @Nullable ClientCallStreamObserver<GenerateRequest> call;

  private StreamedCall(boolean reads) {
    this.reads = reads;
  }

  /** Makes the call and reads whatever comes. */
  public static StreamedCall start(GenerationServiceStub stub, GenerateRequest request) {
    StreamedCall call = new StreamedCall(true);
    stub.streamGenerate(request, call);
    return call;
  }

  /** Makes the call and reads nothing until {@link #read}. */
  public static StreamedCall startUnread(GenerationServiceStub stub, GenerateRequest request) {
    StreamedCall call = new StreamedCall(false);
    stub.streamGenerate(request, call);
    return call;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<GenerateRequest> requests) {
    synchronized (this) {
      call = requests;
    }
    if (!reads) {
      requests.disableAutoRequestWithInitial(0);
    }
  }

  @Override
  public void onNext(GenerationEvent event) {
    synchronized (this) {
      events.add(event);
    }
    if (event.hasTextDelta()) {
      firstText.countDown();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onCompleted() {
    end.complete(null);
  }

  /** Reads that many messages more. */
  public void read(int messages) {
    call().request(messages);
  }

  /** Goes away. */
  public void cancel() {
    call().cancel("the test goes away", null);
  }

  private synchronized ClientCallStreamObserver<GenerateRequest> call() {
    if (call == null) {
      throw new IllegalStateException("the call was not made");
    }
    return call;
  }

  /** Waits for the first piece of text. */
  public void awaitText() throws InterruptedException {
    if (!firstText.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("no text came; events so far: " + events());
    }
  }

  /** Waits for the good end and gives all that came. */
  public List<GenerationEvent> awaitEnd() throws InterruptedException {
    try {
      end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return events();
    } catch (ExecutionException | TimeoutException failure) {
      throw new AssertionError("no good end; events so far: " + events(), failure);
    }
  }

  /** Waits for the failure. */
  public CallFailure awaitFailure() throws InterruptedException {
    try {
      end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      return CallFailure.of(failure.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError("the call does not end; events so far: " + events(), late);
    }
    throw new AssertionError("the call came to a good end: " + events());
  }

  /** What came so far. */
  public synchronized List<GenerationEvent> events() {
    return List.copyOf(events);
  }

  /** The text that came, put together. */
  public static String textOf(List<GenerationEvent> events) {
    StringBuilder text = new StringBuilder();
    events.stream()
        .filter(GenerationEvent::hasTextDelta)
        .forEach(e -> text.append(e.getTextDelta().getText()));
    return text.toString();
  }
}
