package io.colophon.provider.http;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Usage;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an {@link Attempt} puts out its events and reaches its upstream. Everything but the
 * stream's own rules happens on one event loop; the methods for attempts are called on it and
 * nowhere else. What is put out before the caller asks for it is kept, and the exchanges are paused
 * meanwhile.
 */
public final class Output implements Flow.Publisher<GenerationEvent> {
  private static final Logger log = LoggerFactory.getLogger(Output.class);

  private final HttpUpstream upstream;
  private final CallOptions options;
  private final Attempt attempt;
  private final EventLoop loop;
  private final AtomicReference<Flow.Subscriber<? super GenerationEvent>> subscriber =
      new AtomicReference<>();

  // On the loop only, from here.
  private final Exchanges exchanges = new Exchanges();
  private final Delivery delivery = new Delivery(exchanges, () -> end(false));
  private boolean begun;
  private @Nullable Future<?> deadline;

  Output(HttpUpstream upstream, CallOptions options, Attempt attempt) {
    this.upstream = upstream;
    this.options = options;
    this.attempt = attempt;
    this.loop = upstream.client().loop();
  }

  // ---- for attempts

  /** Time, timers and the like. */
  public ProviderContext context() {
    return upstream.context();
  }

  /** How this attempt is to be carried out. */
  public CallOptions options() {
    return options;
  }

  /** Time left until the deadline; zero or less when it has passed. */
  public Duration timeLeft() {
    return Duration.ofNanos(options.deadlineNanos() - context().ticker().nanos());
  }

  /** Whether the stream has ended; what is put out after that is dropped. */
  public boolean isOver() {
    return delivery.isEnding();
  }

  /** Whether the stream was ended because the deployment is being closed. */
  public boolean isClosing() {
    return upstream.isClosed();
  }

  /** Puts out an event. */
  public void emit(GenerationEvent event) {
    if (isOver()) {
      return;
    }
    delivery.add(event);
    delivery.drain();
  }

  /** Puts out the last event and ends the stream. */
  public void finish(FinishReason reason, Usage usage) {
    if (isOver()) {
      return;
    }
    delivery.add(new GenerationEvent.Finished(reason, usage));
    delivery.complete();
    exchanges.abortAll();
    delivery.drain();
  }

  /** Ends the stream with a failure, after the events that were put out before. */
  public void fail(ProviderException failure) {
    if (isOver()) {
      return;
    }
    delivery.fail(failure);
    exchanges.abortAll();
    delivery.drain();
  }

  /** Ends the stream with a failure, after the events that were put out before. */
  public void fail(FailureKind kind, String message) {
    fail(new ProviderException(kind, message));
  }

  /**
   * Sends a call whose answer is read piece by piece. A status other than 2xx is read whole, given
   * to the deployment's {@link FailureReader} and ends the stream; a broken exchange ends it too.
   * The exchange is paused while the caller does not ask for more.
   */
  public HttpExchange open(HttpCall call, HttpReader reader) {
    return send(call, new GuardedReader(this, upstream.failures(), reader));
  }

  /**
   * Sends a call and gives its whole answer, if its status is 2xx; otherwise as {@link #open}.
   *
   * @param maxBytes most bytes of body; more ends the stream as MALFORMED_ANSWER
   */
  public HttpExchange call(HttpCall call, int maxBytes, Consumer<HttpAnswer> then) {
    return open(call, new WholeReader(maxBytes, then, this::fail));
  }

  /**
   * Sends a call after the stream has ended, such as the cancellation of a job. Its answer is
   * dropped.
   */
  public void farewell(HttpCall call) {
    var unused = upstream.client().send(call, loop, new DroppedReader());
  }

  /**
   * As {@link #call}, but what goes wrong is handed on and does not end the stream.
   *
   * @param maxBytes most bytes of body; more is MALFORMED_ANSWER
   * @param failed takes what the deployment's {@link FailureReader} reads in an answer whose status
   *     is not 2xx, or how the exchange broke
   */
  public HttpExchange tryCall(
      HttpCall call, int maxBytes, Consumer<HttpAnswer> then, Consumer<ProviderException> failed) {
    return send(call, WholeReader.ofSuccess(maxBytes, then, upstream.failures(), failed));
  }

  /**
   * Opens a WebSocket. A refused handshake is given to the deployment's {@link FailureReader}; it
   * is paused while the caller does not ask for more, and ended with the stream.
   *
   * @param call a GET of an address with {@code ws}, {@code wss}, {@code http} or {@code https}
   * @param maxMessageBytes most bytes of one message; more ends the stream as MALFORMED_ANSWER
   */
  public HttpExchange webSocket(HttpCall call, int maxMessageBytes, WebSocketReader reader) {
    return isOver()
        ? DroppedReader.NO_EXCHANGE
        : exchanges.add(upstream.client().open(this, call, maxMessageBytes, reader));
  }

  /** Sends a call and hands on its answer whatever its status. */
  HttpExchange send(HttpCall call, HttpReader reader) {
    if (isOver()) {
      return DroppedReader.NO_EXCHANGE;
    }
    return exchanges.add(upstream.client().send(call, loop, new SafeReader(this, reader)));
  }

  /** The event loop on which everything happens. */
  EventLoop loop() {
    return loop;
  }

  /** The deployment. */
  HttpUpstream upstream() {
    return upstream;
  }

  /** Runs a step later, unless the stream has ended by then. */
  public void after(Duration wait, Runnable step) {
    if (isOver()) {
      return;
    }
    exchanges.add(loop.schedule(() -> safely(step), wait.toNanos(), TimeUnit.NANOSECONDS));
  }

  /** Runs a step on the loop, from whatever thread; unless the stream has ended by then. */
  public void onLoop(Runnable step) {
    var unused = run(() -> safely(step));
  }

  /** Runs a step of the attempt; what it throws ends the stream. */
  void safely(Runnable step) {
    if (isOver()) {
      return;
    }
    try {
      step.run();
    } catch (ProviderException known) {
      fail(known);
    } catch (RuntimeException bug) {
      // What a closing deployment takes away under an attempt is no fault of the attempt.
      fail(upstream.isClosed() ? upstream.closedFailure() : broken(bug));
    }
  }

  static ProviderException broken(RuntimeException bug) {
    return new ProviderException(
        FailureKind.INTERNAL, "the plug-in broke: " + bug.getClass().getSimpleName(), null, bug);
  }

  // ---- the stream

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> by) {
    Objects.requireNonNull(by, "subscriber");
    if (!subscriber.compareAndSet(null, by)) {
      by.onSubscribe(RefusedSubscription.INSTANCE);
      by.onError(new IllegalStateException("a stream has one subscriber, and it was subscribed"));
      return;
    }
    by.onSubscribe(new Subscription());
    upstream.await(this);
    if (!run(() -> begin(by))) {
      refuse();
    }
  }

  /** Tells the subscriber that its stream will not begin, unless it has begun. */
  void refuse() {
    Flow.Subscriber<? super GenerationEvent> by = subscriber.get();
    if (by != null && upstream.claim(this)) {
      by.onError(upstream.closedFailure());
    }
  }

  /** Runs a step on the loop; false if the loop has ended because the deployment was closed. */
  private boolean run(Runnable step) {
    if (loop.inEventLoop()) {
      step.run();
      return true;
    }
    try {
      loop.execute(step);
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }

  private void begin(Flow.Subscriber<? super GenerationEvent> by) {
    if (!upstream.claim(this) || delivery.isOver()) {
      return; // refused or cancelled before it began
    }
    delivery.to(by);
    if (delivery.isFailing()) {
      delivery.drain(); // a wrong demand came first
      return;
    }
    if (!upstream.enter(this)) {
      fail(upstream.closedFailure());
      return;
    }
    long total = upstream.timeouts().total().toNanos();
    long left = Math.min(total, options.deadlineNanos() - context().ticker().nanos());
    if (left <= 0) {
      cut(timedOut());
      return;
    }
    deadline = loop.schedule(() -> cut(timedOut()), left, TimeUnit.NANOSECONDS);
    begun = true;
    safely(() -> attempt.begin(this));
  }

  private static ProviderException timedOut() {
    return new ProviderException(FailureKind.TIMED_OUT, "the deadline passed");
  }

  /** Ends the stream at once; what was not taken is dropped. */
  private void cut(Throwable failure) {
    if (delivery.isOver()) {
      return;
    }
    boolean working = !isOver();
    delivery.failAtOnce(failure);
    end(working);
    delivery.drain();
  }

  void close() {
    var unused = run(() -> cut(upstream.closedFailure()));
  }

  /** Lets go of everything; tells the attempt if it was still at work. */
  private void end(boolean working) {
    exchanges.abortAll();
    if (deadline != null) {
      deadline.cancel(false);
    }
    upstream.leave(this);
    if (working && begun) {
      try {
        attempt.stopped(this);
      } catch (RuntimeException bug) {
        log.warn("a plug-in broke while it was stopped", bug);
      }
    }
  }

  private void cancelled() {
    if (delivery.isOver()) {
      return;
    }
    boolean working = !isOver();
    delivery.cancel();
    end(working);
  }

  private final class Subscription implements Flow.Subscription {
    @Override
    public void request(long n) {
      var unused = run(() -> add(n));
    }

    private void add(long n) {
      if (n <= 0) {
        cut(new IllegalArgumentException("a demand of " + n + ", expected at least 1"));
        return;
      }
      if (begun && timeLeft().isNegative()) {
        cut(timedOut()); // its timer is due, and only waits for its turn
        return;
      }
      delivery.request(n);
    }

    @Override
    public void cancel() {
      var unused = run(Output.this::cancelled);
    }
  }
}
