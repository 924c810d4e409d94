package io.colophon.provider.remote;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.v1.ProviderEvent;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation at a plug-in. Demand becomes gRPC's flow control, so that a slow subscriber slows
 * the plug-in; nothing is queued here.
 *
 * <p>Who may signal the subscriber: while waiting for a connection, whoever wins the step from
 * WAITING; from then on only gRPC's callbacks, which come one at a time. Everybody else who wants
 * an end notes the reason and cancels the call, whose last callback then says it; or, once the
 * event loops have ended and there are no more callbacks, {@link #abandon}.
 */
final class RemoteStream extends ClientCall.Listener<ProviderEvent>
    implements Flow.Publisher<GenerationEvent>, Flow.Subscription, PluginLink.Guest {
  private static final Logger log = LoggerFactory.getLogger(RemoteStream.class);

  private enum Phase {
    NEW,
    WAITING,
    CALLING,
    OVER
  }

  private final Attempt attempt;
  private final PluginLink link;
  private final Calls calls;
  private final ProviderContext context;
  private final Patience patience;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
  private final AtomicReference<@Nullable Throwable> breakdown = new AtomicReference<>();
  private final AtomicBoolean dismissed = new AtomicBoolean();
  private final AtomicLong unasked = new AtomicLong();
  private volatile boolean cancelled;
  private volatile Flow.@Nullable Subscriber<? super GenerationEvent> subscriber;
  private volatile @Nullable ClientCall<?, ProviderEvent> call;
  private volatile @Nullable EventReader reader;

  RemoteStream(Attempt attempt, PluginLink link, Calls calls, ProviderContext context) {
    this.attempt = attempt;
    this.link = link;
    this.calls = calls;
    this.context = context;
    this.patience =
        new Patience(
            attempt.config().timeout(),
            attempt.options().deadlineNanos(),
            context,
            why -> timeIsUp(why));
  }

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> newcomer) {
    Objects.requireNonNull(newcomer, "subscriber");
    if (!taken.compareAndSet(false, true)) {
      newcomer.onSubscribe(NoSubscription.INSTANCE);
      newcomer.onError(new IllegalStateException("a generation can be subscribed to only once"));
      return;
    }
    subscriber = newcomer;
    Optional<ProviderException> refusal = calls.enter(this);
    refusal.ifPresent(why -> breakdown.compareAndSet(null, why));
    newcomer.onSubscribe(this);
    phase.set(Phase.WAITING);
    if (cancelled || breakdown.get() != null) {
      endWaiting();
    } else if (attempt.options().deadlineNanos() - context.ticker().nanos() <= 0) {
      breakOff(new ProviderException(FailureKind.TIMED_OUT, "the deadline has passed"));
    } else {
      patience.start();
      link.use(this);
    }
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      breakOff(new IllegalArgumentException("a demand of " + n + ", expected at least 1"));
      return;
    }
    unasked.accumulateAndGet(n, (have, more) -> have + more < 0 ? Long.MAX_VALUE : have + more);
    ask();
  }

  private void ask() {
    ClientCall<?, ProviderEvent> to = call;
    if (to != null) {
      long n = unasked.getAndSet(0);
      if (n > 0) {
        patience.asked(n);
        // More events than an int can count are more than any limit on output lets pass.
        tell(to, open -> open.request((int) Math.min(n, Integer.MAX_VALUE)));
      }
    }
  }

  @Override
  public void cancel() {
    boolean open = phase.get() != Phase.OVER;
    cancelled = true;
    endWaiting();
    cancelCall("the caller has no more use for it");
    if (open) {
      // A job outlives its stream; this one is not wanted any more.
      job().ifPresent(this::dismiss);
    }
  }

  private Optional<String> job() {
    EventReader read = reader;
    return read == null ? Optional.ofNullable(attempt.resumedHandle()) : read.handle();
  }

  private void dismiss(@Nullable String handle) {
    if (dismissed.compareAndSet(false, true)) {
      link.cancel(attempt.farewell(handle));
    }
  }

  /** Ends the stream with {@code cause} unless it is over or another cause came first. */
  void breakOff(Throwable cause) {
    breakdown.compareAndSet(null, cause);
    endWaiting();
    cancelCall("broken off");
  }

  private void cancelCall(String why) {
    ClientCall<?, ProviderEvent> to = call;
    if (to != null) {
      tell(to, open -> open.cancel(why, null));
    }
  }

  private void tell(ClientCall<?, ProviderEvent> to, Consumer<ClientCall<?, ProviderEvent>> what) {
    try {
      what.accept(to);
    } catch (RejectedExecutionException ended) {
      refusedByLoops(ended);
    }
  }

  private void refusedByLoops(RejectedExecutionException ended) {
    breakdown.compareAndSet(
        null,
        new ProviderException(
            FailureKind.OVERLOADED, "the gateway's event loops have ended", null, ended));
    abandon();
  }

  /** Ends it by what was noted, for its call will not: the event loops have ended. */
  void abandon() {
    endWaiting();
    if (phase.compareAndSet(Phase.CALLING, Phase.OVER)) {
      patience.stop();
      calls.leave(this);
      Throwable why = breakdown.get();
      if (!cancelled && why != null) {
        to().onError(why);
      }
    }
  }

  private void timeIsUp(ProviderException why) {
    if (phase.get() == Phase.OVER) {
      // All was said, but the plug-in did not close its stream.
      cancelCall("not closed after the last event");
    } else {
      breakOff(why);
    }
  }

  /** Ends a stream that has no call yet, by what was noted. */
  private void endWaiting() {
    if (phase.get() == Phase.WAITING && phase.compareAndSet(Phase.WAITING, Phase.OVER)) {
      patience.stop();
      calls.leave(this);
      Throwable why = breakdown.get();
      if (!cancelled && why != null) {
        to().onError(why);
      }
    }
  }

  @Override
  public void refused(ProviderException why) {
    breakOff(why);
  }

  @Override
  public void connected(Connection connection) {
    long left = attempt.options().deadlineNanos() - context.ticker().nanos();
    if (left <= 0) {
      breakOff(new ProviderException(FailureKind.TIMED_OUT, "the deadline has passed"));
      return;
    }
    Attempt.Prepared prepared;
    try {
      prepared = attempt.prepare(connection, left);
    } catch (ProviderException why) {
      breakOff(why);
      return;
    }
    reader = attempt.reader(connection.description());
    if (!phase.compareAndSet(Phase.WAITING, Phase.CALLING)) {
      return;
    }
    try {
      call = prepared.send(this);
    } catch (RejectedExecutionException ended) {
      refusedByLoops(ended);
      return;
    }
    if (cancelled || breakdown.get() != null) {
      cancelCall("no longer wanted");
    }
    ask();
  }

  @Override
  public void onMessage(ProviderEvent message) {
    if (cancelled || phase.get() != Phase.CALLING || breakdown.get() != null) {
      return;
    }
    EventReader read = Objects.requireNonNull(reader, "an event before the call");
    GenerationEvent event;
    try {
      event = read.read(message);
    } catch (ProviderException why) {
      breakOff(why);
      return;
    }
    patience.heard(message.hasAccepted(), read.handle().isPresent(), event != null);
    if (event == null) {
      Objects.requireNonNull(call, "an event before the call").request(1);
      return;
    }
    give(event);
    if (read.finished() && !cancelled && phase.compareAndSet(Phase.CALLING, Phase.OVER)) {
      patience.linger();
      calls.leave(this);
      to().onComplete();
    }
  }

  private void give(GenerationEvent event) {
    try {
      to().onNext(event);
    } catch (RuntimeException thrown) {
      // A subscriber that throws has left (Reactive Streams 2.13).
      log.error("a subscriber failed", thrown);
      cancel();
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    patience.stop();
    calls.leave(this);
    if (!phase.compareAndSet(Phase.CALLING, Phase.OVER) || cancelled) {
      return;
    }
    Throwable why = breakdown.get();
    if (why == null) {
      why = status.isOk() ? unfinished() : FailureReader.read(status, trailers);
    }
    if (job().isEmpty()
        && why instanceof ProviderException e
        && e.kind() == FailureKind.UNREACHABLE) {
      dismiss(null); // it may live behind a broken connection
    }
    to().onError(why);
  }

  private static ProviderException unfinished() {
    return OutputRules.malformed("ended its stream without a finished event");
  }

  private Flow.Subscriber<? super GenerationEvent> to() {
    return Objects.requireNonNull(subscriber, "a signal before the subscription");
  }

  /** What a second subscriber is given before it is refused. */
  private enum NoSubscription implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
