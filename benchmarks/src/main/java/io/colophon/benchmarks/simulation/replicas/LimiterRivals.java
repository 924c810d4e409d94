package io.colophon.benchmarks.simulation.replicas;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import java.util.Optional;
import java.util.function.Consumer;

/** How other gateways share a limit on tokens, written anew from their documents. */
final class LimiterRivals {
  private static final long SYNC_NANOS = 10_000_000;
  private static final long TIMEOUT_NANOS = 250_000_000;

  private LimiterRivals() {}

  /**
   * Asks the store whether the counter is below the limit, and charges what was used at the end.
   * Lets requests through while the store cannot be reached, as is the default of most.
   */
  static Limiter checkThenCharge(CentralCounter counter, Link link) {
    VirtualTime time = link.time();
    return (chunk, most, answer) -> {
      Limiter.Grant grant = used -> charge(counter, link, used);
      if (link.isCut()) {
        time.after(TIMEOUT_NANOS, () -> answer.accept(Optional.of(grant)));
        link.call(() -> {});
        return;
      }
      link.call(
          () -> {
            boolean below = counter.used(time.now()) < counter.burst();
            link.pass(() -> answer.accept(below ? Optional.of(grant) : Optional.empty()));
          });
    };
  }

  /** What cannot be charged now is charged as soon as the store is there. */
  private static void charge(CentralCounter counter, Link link, long used) {
    if (link.isCut()) {
      link.time().after(VirtualTime.SECOND, () -> charge(counter, link, used));
    } else {
      link.call(() -> counter.add(used, link.time().now()));
    }
  }

  /**
   * Holds at the store, in one call, and gives back the difference in another. Refuses while the
   * store cannot be reached.
   */
  static Limiter holdAtStore(CentralCounter counter, Link link) {
    VirtualTime time = link.time();
    return (chunk, most, answer) -> {
      if (link.isCut()) {
        time.after(TIMEOUT_NANOS, () -> answer.accept(Optional.empty()));
        link.call(() -> {});
        return;
      }
      link.call(
          () -> {
            boolean room = counter.hasRoom(most, time.now());
            if (room) {
              counter.add(most, time.now());
            }
            Limiter.Grant grant = used -> charge(counter, link, used - most);
            link.pass(() -> answer.accept(room ? Optional.of(grant) : Optional.empty()));
          });
    };
  }

  /** Counts by itself and tells the store every 10 ms, which tells what all others counted. */
  static final class Synced implements Limiter {
    private final CentralCounter counter;
    private final Link link;
    private final long goesOn;
    private double others;
    private double untold;

    Synced(CentralCounter counter, Link link, long goesOn) {
      this.counter = counter;
      this.link = link;
      this.goesOn = goesOn;
      sync();
    }

    private void sync() {
      VirtualTime time = link.time();
      if (time.now() >= goesOn) {
        return;
      }
      double told = untold;
      if (link.isCut()) {
        link.call(() -> {});
      } else {
        untold = 0;
        link.call(
            () -> {
              counter.add(told, time.now());
              double all = counter.used(time.now());
              link.pass(() -> others = all);
            });
      }
      time.after(SYNC_NANOS, this::sync);
    }

    @Override
    public void ask(long chunk, long most, Consumer<Optional<Grant>> answer) {
      boolean below = others + untold < counter.burst();
      answer.accept(below ? Optional.of(used -> untold += used) : Optional.empty());
    }
  }
}
