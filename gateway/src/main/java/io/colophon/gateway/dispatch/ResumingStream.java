package io.colophon.gateway.dispatch;

import io.colophon.gateway.work.Demand;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Ticker;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of a job. Once an upstream runs it, a connection that breaks says nothing of the job:
 * it is taken up again after a pause that grows, until the deadline. Only what breaks before the
 * first output can be taken up so. May be subscribed once.
 *
 * <p>Cancelling reaches the upstream during a pause as well: the job is then taken up to be
 * cancelled.
 */
final class ResumingStream implements Flow.Publisher<GenerationEvent> {
  private static final Logger log = LoggerFactory.getLogger(ResumingStream.class);

  private final String generationId;
  private final Flow.Publisher<GenerationEvent> first;
  private final Function<String, Flow.Publisher<GenerationEvent>> resume;
  private final @Nullable String knownHandle;
  private final long deadlineNanos;
  private final Ticker ticker;
  private final ScheduledExecutorService timers;

  /**
   * @param first the stream to begin with
   * @param resume makes a stream that takes up the job of a handle
   * @param knownHandle the job that {@code first} takes up; null when it submits one
   */
  ResumingStream(
      String generationId,
      Flow.Publisher<GenerationEvent> first,
      Function<String, Flow.Publisher<GenerationEvent>> resume,
      @Nullable String knownHandle,
      long deadlineNanos,
      Ticker ticker,
      ScheduledExecutorService timers) {
    this.generationId = generationId;
    this.first = first;
    this.resume = resume;
    this.knownHandle = knownHandle;
    this.deadlineNanos = deadlineNanos;
    this.ticker = ticker;
    this.timers = timers;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super GenerationEvent> subscriber) {
    Following following = new Following(subscriber);
    subscriber.onSubscribe(following);
    first.subscribe(following.new Upstream(false));
  }

  /** Whether a job may well be running although the connection to its upstream failed so. */
  private static boolean leavesJobRunning(FailureKind kind) {
    return switch (kind) {
      case RATE_LIMITED, OVERLOADED, UNREACHABLE, TIMED_OUT -> true;
      default -> false;
    };
  }

  private final class Following implements Flow.Subscription {
    private final Flow.Subscriber<? super GenerationEvent> downstream;

    // Guarded by this.
    private Flow.@Nullable Subscription upstream;
    private @Nullable ScheduledFuture<?> pause;
    private long outstanding;
    private boolean cancelled;
    private boolean cancelSent;

    // Of the upstream's thread; from one stream to the next by way of the timers.
    private volatile @Nullable String handle = knownHandle; // read by who cancels
    private boolean putOut;
    private int failures;

    Following(Flow.Subscriber<? super GenerationEvent> downstream) {
      this.downstream = downstream;
    }

    @Override
    public void request(long n) {
      Flow.Subscription subscription;
      synchronized (this) {
        outstanding = Demand.sum(outstanding, n);
        subscription = upstream;
      }
      if (subscription != null) {
        subscription.request(n);
      }
    }

    @Override
    public void cancel() {
      Flow.Subscription subscription;
      boolean pausing;
      synchronized (this) {
        if (cancelled) {
          return;
        }
        cancelled = true;
        subscription = upstream;
        pausing = pause != null;
        if (pause != null) {
          pause.cancel(false);
        }
      }
      if (subscription != null) {
        subscription.cancel();
      } else if (pausing) {
        cancelAtUpstream();
      }
    }

    private void cancelAtUpstream() {
      String known = handle;
      synchronized (this) {
        if (cancelSent || known == null) {
          return;
        }
        cancelSent = true;
      }
      resume.apply(known).subscribe(new CancelOnly());
    }

    private boolean mayGoOn(Throwable failure) {
      synchronized (this) {
        if (cancelled) {
          return false;
        }
      }
      return handle != null
          && !putOut
          && failure instanceof ProviderException fact
          && leavesJobRunning(fact.kind())
          && deadlineNanos - ticker.nanos() > 0;
    }

    private void goOnLater(ProviderException failure) {
      long wait =
          Math.min(
              ResumePauses.nanos(failures++, generationId, failure),
              Math.max(0, deadlineNanos - ticker.nanos()));
      log.info(
          "job {}: its upstream failed ({}); it is asked again in {} ms",
          generationId,
          failure.kind(),
          TimeUnit.NANOSECONDS.toMillis(wait));
      boolean tooLate;
      try {
        synchronized (this) {
          upstream = null;
          tooLate = cancelled;
          if (!tooLate) {
            pause = timers.schedule(this::goOn, wait, TimeUnit.NANOSECONDS);
          }
        }
      } catch (RejectedExecutionException stopping) {
        downstream.onError(failure);
        return;
      }
      if (tooLate) {
        cancelAtUpstream();
      }
    }

    private void goOn() {
      String known = handle;
      boolean tooLate;
      synchronized (this) {
        pause = null;
        tooLate = cancelled;
      }
      if (tooLate) {
        cancelAtUpstream();
      } else if (known != null) {
        resume.apply(known).subscribe(new Upstream(true));
      }
    }

    /** One stream of the provider. */
    private final class Upstream implements Flow.Subscriber<GenerationEvent> {
      private final boolean again;

      /**
       * @param again whether the caller of this stream has seen its beginning before
       */
      Upstream(boolean again) {
        this.again = again;
      }

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        long wanted;
        boolean tooLate;
        synchronized (Following.this) {
          upstream = subscription;
          wanted = outstanding;
          tooLate = cancelled;
        }
        if (tooLate) {
          subscription.cancel();
          return;
        }
        if (again) {
          wanted = Demand.sum(wanted, 1); // for what is not passed on
        }
        if (wanted > 0) {
          subscription.request(wanted);
        }
      }

      @Override
      public void onNext(GenerationEvent event) {
        if (event instanceof GenerationEvent.Accepted && again) {
          return;
        }
        if (event instanceof GenerationEvent.Submitted submitted) {
          handle = submitted.handle();
        } else if (event instanceof GenerationEvent.Progress) {
          failures = 0;
        } else if (!(event instanceof GenerationEvent.Accepted)
            && !(event instanceof GenerationEvent.UsedSoFar)) {
          putOut = true;
        }
        synchronized (Following.this) {
          outstanding--;
        }
        downstream.onNext(event);
      }

      @Override
      public void onError(Throwable failure) {
        if (mayGoOn(failure) && failure instanceof ProviderException fact) {
          goOnLater(fact);
        } else {
          downstream.onError(failure);
        }
      }

      @Override
      public void onComplete() {
        downstream.onComplete();
      }
    }
  }

  /** Takes a stream only to cancel it. */
  private static final class CancelOnly implements Flow.Subscriber<GenerationEvent> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(GenerationEvent event) {
      // cancelled before anything was asked for
    }

    @Override
    public void onError(Throwable failure) {
      log.info("a job could not be cancelled at its upstream: {}", failure.toString());
    }

    @Override
    public void onComplete() {
      // nothing was asked for
    }
  }
}
