package io.colophon.gateway.cache;

import io.colophon.gateway.config.CacheConfig;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.AttemptUse;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.GenerationEvent;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** Finds a place for one guest: at a kept answer, at one under way, or at an upstream. */
final class Seating implements Flight.Follower {
  private final AnswerCache cache;
  private final Guest guest;
  private final AnswerKey key;
  private final CacheConfig bounds;
  private final Flow.Publisher<GenerationEvent> attempts;

  Seating(AnswerCache cache, Guest guest, AnswerKey key, Flow.Publisher<GenerationEvent> attempts) {
    this.cache = cache;
    this.guest = guest;
    this.key = key;
    this.bounds = guest.generation().config().config().cache();
    this.attempts = attempts;
  }

  /**
   * Finds it.
   *
   * @param takesKept whether an answer will do that was asked for before this request came
   */
  void seat(boolean takesKept) {
    if (!takesKept) {
      Flight own = new Flight();
      cache.flights().put(key, own); // who comes from now on waits for the newer answer
      lead(own);
      return;
    }
    while (!guest.isGone() && !isServed() && !isSeated()) {
      // an answer under way has ended between the two looks
    }
  }

  private boolean isSeated() {
    Flight own = new Flight();
    Flight found = cache.flights().putIfAbsent(key, own);
    if (found == null) {
      if (isServed()) {
        end(own, new Ending.Left()); // it was kept between the two looks
      } else {
        lead(own);
      }
      return true;
    }
    return switch (found.follow(this, bounds.mostFollowers())) {
      case WAITS -> {
        guest.output().whenCancelled(() -> found.leave(this));
        yield true;
      }
      case FULL -> {
        alone();
        yield true;
      }
      case GONE -> {
        cache.flights().remove(key, found);
        yield false;
      }
    };
  }

  private boolean isServed() {
    boolean served = cache.kept().get(key).map(answer -> give(answer, "cached")).orElse(false);
    if (served) {
      cache.counts().wasKept();
    }
    return served;
  }

  /** Gives the guest an answer; false if nobody who is configured now gave it. */
  private boolean give(KeptAnswer answer, String outcome) {
    Generation generation = guest.generation();
    Optional<Target> by =
        generation.plan().orElseThrow().targets().stream()
            .map(RoutePlan.RankedTarget::target)
            .filter(target -> target.name().equals(answer.target()))
            .findFirst();
    if (by.isEmpty()) {
      return false;
    }
    // An attempt that nothing is ever said of has used nothing.
    generation.attempting(by.get(), answer.translations(), AttemptUse.of(by.get().model().name()));
    generation.accepted(new GenerationEvent.Accepted(answer.model(), answer.translations()));
    long seconds = TimeUnit.NANOSECONDS.toSeconds(cache.ticker().nanos() - answer.atNanos());
    generation.attempted(
        new AttemptRecord(answer.target(), outcome, 0, "answered " + seconds + " s ago"), 0);
    guest.output().comesFrom(new Replay(generation, answer, guest.downstream()));
    return true;
  }

  private void lead(Flight flight) {
    cache.counts().wasMissed();
    Recording recording = new Recording(bounds.mostEntry().bytes());
    attempts.subscribe(new Leading(guest, recording, ending -> end(flight, ending)));
  }

  /** Asks an upstream for nobody but this guest. */
  private void alone() {
    cache.counts().wasMissed();
    attempts.subscribe(new Leading(guest, new Recording(0), ending -> {}));
  }

  private void end(Flight flight, Ending ending) {
    Optional<KeptAnswer> whole =
        ending instanceof Ending.Whole done
            ? Optional.of(keep(done.recording()))
            : Optional.empty();
    cache.flights().remove(key, flight);
    flight.end().forEach(follower -> follower.told(ending, whole));
  }

  private KeptAnswer keep(Recording recording) {
    Generation by = guest.generation();
    KeptAnswer answer =
        new KeptAnswer(
            recording.output().orElseThrow(),
            recording.reason(),
            by.target().orElseThrow().name(),
            by.servedModel(),
            by.translations(),
            recording.bytes(),
            cache.ticker().nanos(),
            key.route().cache().keep());
    cache.kept().put(key, answer, bounds.mostBytes().bytes());
    return answer;
  }

  @Override
  public void told(Ending ending, Optional<KeptAnswer> whole) {
    if (guest.isGone()) {
      return;
    }
    if (whole.map(answer -> give(answer, "shared")).orElse(false)) {
      cache.counts().wasShared();
    } else if (ending instanceof Ending.Failed failed && isOfTheRequest(failed.failure())) {
      guest.downstream().onError(failed.failure());
    } else if (ending instanceof Ending.NotKept || whole.isPresent()) {
      alone();
    } else {
      seat(true);
    }
  }

  /** A request that is wrong is wrong for all who ask the same. */
  private static boolean isOfTheRequest(Throwable failure) {
    return failure instanceof Refusal refusal
        && switch (refusal.reason()) {
          case INVALID_REQUEST, UNSUPPORTED, CONTENT_REFUSED -> true;
          default -> false;
        };
  }
}
