package io.colophon.gateway.dispatch;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.failure.UpstreamFailures;
import io.colophon.gateway.pipeline.Expense;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.work.Demand;
import io.colophon.metering.ledger.EndState;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one generation: one after the other, or two at a time until one of them puts
 * something out. Which comes next, and when, is found by {@link Search}; when there are two, by
 * {@link Hedge}. Neither provider nor downstream is ever called with the lock held.
 */
final class Dispatch implements Flow.Subscription {
  private static final int MOST_ROTATIONS = 8;

  private final Generation generation;
  private final RoutePlan plan;
  private final DispatchTools tools;
  private final Flow.Subscriber<? super GenerationEvent> downstream;
  private final Search search;
  private final Hedge hedge;

  // Guarded by this, as are the attempts' links.
  private @Nullable Attempt current; // whose facts are the generation's
  private @Nullable Attempt rival; // a hedge, until one of the two puts something out
  private long demand;
  private int rotations;
  private boolean hedging;
  private @Nullable ProviderException failedMeanwhile;
  private boolean putOut;
  private boolean ended;

  Dispatch(
      Generation generation,
      RoutePlan plan,
      DispatchTools tools,
      Flow.Subscriber<? super GenerationEvent> downstream) {
    this.generation = generation;
    this.plan = plan;
    this.tools = tools;
    this.downstream = downstream;
    this.search = new Search(this, generation, plan, tools);
    this.hedge = new Hedge(this, generation, plan, search, tools);
  }

  // ---- attempts begin

  void begin() {
    Optional<JobLink.ResumedJob> resumed = resumed();
    if (resumed.isPresent()) {
      search.resume(resumed.get());
      return;
    }
    plan.route().resilience().retryBudget().requested(tools.ticker().nanos());
    hedge.requested();
    search.begin();
  }

  /** Makes an attempt; nobody else makes one at the time. */
  void attempt(Start start) {
    Attempt attempt = new Attempt(this, generation, plan, start, tools, downstream);
    boolean late;
    synchronized (this) {
      late = ended;
      if (!late) {
        current = attempt;
        attempt.lead();
      }
    }
    if (late) {
      attempt.report().abandoned(tools.ticker().nanos());
      return;
    }
    hedge.arm(attempt);
    attempt.begin();
  }

  /**
   * Somebody is about to begin a second attempt, and says by {@link #hedge} what came of it. False
   * if it would be of no use.
   */
  synchronized boolean mayHedge(Attempt first) {
    hedging = current == first && rival == null && !putOut && !ended;
    return hedging;
  }

  /**
   * Makes a second attempt beside the first, which may have failed meanwhile.
   *
   * @param start null if there is no place for one
   * @return false if none was made
   */
  boolean hedge(Attempt first, @Nullable Start start) {
    Attempt second =
        start == null ? null : new Attempt(this, generation, plan, start, tools, downstream);
    boolean made;
    ProviderException failure;
    synchronized (this) {
      hedging = false;
      failure = failedMeanwhile;
      failedMeanwhile = null;
      made = second != null && current == first && !putOut && !ended;
      if (made) {
        rival = second;
      }
    }
    if (made && second != null) {
      second.begin();
    } else if (second != null) {
      second.report().abandoned(tools.ticker().nanos());
      plan.giveBack(second.target());
    }
    if (failure != null) {
      failed(first, failure);
    }
    return made;
  }

  private Optional<JobLink.ResumedJob> resumed() {
    return generation.received().job().flatMap(JobLink::resumed);
  }

  boolean isResumed() {
    return resumed().isPresent();
  }

  boolean isJob() {
    return generation.received().job().isPresent();
  }

  // ---- the caller's side

  @Override
  public void request(long n) {
    Attempt first;
    Attempt second;
    synchronized (this) {
      demand = Demand.sum(demand, n);
      first = current;
      second = rival;
    }
    if (first != null) {
      first.link().ask(n);
    }
    if (second != null) {
      second.link().ask(n);
    }
  }

  @Override
  public void cancel() {
    Attempt first;
    Attempt second;
    synchronized (this) {
      ended = true;
      first = current;
      second = rival;
      current = null;
      rival = null;
    }
    search.stop();
    hedge.stop();
    if (second != null) {
      lose(second, AttemptFacts.CANCELLED, 0);
    }
    if (first != null) {
      first.abandon();
    }
  }

  /** Whether the caller waits for output at the moment. */
  synchronized boolean isWanted() {
    return demand > 0;
  }

  /** What an upstream is asked for when its stream begins; the lock is held. */
  long demandAtBegin() {
    return Demand.sum(demand, 1); // one for Accepted, which nobody downstream asks for
  }

  // ---- what comes of attempts

  synchronized boolean isCurrent(Attempt attempt) {
    return current == attempt;
  }

  /**
   * Decides what becomes of an event of this attempt. Of two attempts the first to be of use is the
   * one that goes on.
   */
  Taken take(Attempt attempt, boolean useful) {
    Attempt loser = null;
    boolean first;
    synchronized (this) {
      if (current != attempt && rival != attempt) {
        return Taken.IGNORED;
      }
      if (rival != null) {
        if (!useful) {
          return Taken.HELD_BACK;
        }
        loser = settleRace(attempt);
      }
      demand--;
      first = useful && !putOut;
      putOut |= useful;
    }
    if (first) {
      hedge.stop();
    }
    if (loser != null) {
      if (attempt.isHedge()) {
        tools.counts().hedgeWon.increment();
      }
      lose(loser, AttemptFacts.LOST, waitedAlone(loser, attempt));
    }
    return Taken.TAKEN;
  }

  /** The lock is held. Returns who did not win. */
  private @Nullable Attempt settleRace(Attempt winner) {
    Attempt loser = winner == current ? rival : current;
    if (winner != current) {
      current = winner;
      winner.lead();
    }
    rival = null;
    return loser;
  }

  /** The time that one attempt ran before the other began; 0 if it was the later one. */
  private static long waitedAlone(Attempt one, Attempt other) {
    return Math.max(0, other.report().beganNanos() - one.report().beganNanos());
  }

  private void lose(Attempt loser, String how, long waitedNanos) {
    if (loser.lose(how, waitedNanos)) {
      loser.burn(Expense.LOST_ATTEMPT, EndState.CANCELLED_BEFORE_OUTPUT);
      hedge.settled(loser);
    } // else it failed at the same moment, and whoever saw that does the same
  }

  /** The attempt failed, and says nothing more. */
  void failed(Attempt attempt, ProviderException fact) {
    synchronized (this) {
      if (hedging && attempt == current) {
        failedMeanwhile = fact; // somebody begins a second attempt right now
        return;
      }
    }
    boolean anotherKey = attempt.keyFailed(fact);
    boolean late = isLate();
    Attempt other = null;
    Then then = Then.NOTHING;
    synchronized (this) {
      if (rival != null && (attempt == current || attempt == rival)) {
        other = attempt == current ? rival : current;
        settleRace(Objects.requireNonNull(other));
        then = Then.OTHER_GOES_ON;
      } else if (attempt == current) {
        then = after(attempt, anotherKey, late);
      }
    }
    long now = tools.ticker().nanos();
    attempt.ended(
        AttemptFacts.outcome(fact),
        other == null ? now - attempt.report().beganNanos() : waitedAlone(attempt, other));
    if (then == Then.ROTATE) {
      attempt.report().rotated(now);
      goesOn(attempt);
      search.rotate(attempt);
      return;
    }
    attempt.report().failed(fact, now);
    switch (then) {
      case OTHER_GOES_ON, NOTHING -> {
        attempt.burn(Expense.FAILED_ATTEMPT, EndState.FAILED_BEFORE_OUTPUT);
        hedge.settled(attempt);
      }
      case SEARCH -> search.after(attempt, fact);
      default ->
          fail(
              late
                  ? Refusal.of(Reason.DEADLINE_EXCEEDED, "the deadline passed", fact)
                  : UpstreamFailures.refusalFor(fact));
    }
  }

  /** The lock is held. */
  private Then after(Attempt only, boolean anotherKey, boolean late) {
    if (putOut || only.use().isSubmitted() || late || isResumed()) {
      return Then.FAIL; // of one that was submitted, two would be paid
    }
    return anotherKey && ++rotations <= MOST_ROTATIONS ? Then.ROTATE : Then.SEARCH;
  }

  /** What a failed attempt used is on the platform's account, since another one follows. */
  void goesOn(Attempt failed) {
    failed.burn(Expense.FAILED_ATTEMPT, EndState.FAILED_BEFORE_OUTPUT);
    synchronized (this) {
      if (current == failed) {
        current = null;
        generation.betweenAttempts();
      }
    }
  }

  private boolean isLate() {
    return generation.received().deadlineNanos() - tools.ticker().nanos() <= 0;
  }

  // ---- the end

  private boolean end() {
    synchronized (this) {
      if (ended) {
        return false;
      }
      ended = true;
      current = null;
    }
    search.stop();
    hedge.stop();
    return true;
  }

  /** Ends all of it. */
  void fail(Refusal refusal) {
    if (end()) {
      downstream.onError(refusal);
    }
  }

  /** The attempt came to its end. */
  void complete() {
    if (end()) {
      downstream.onComplete();
    }
  }
}
