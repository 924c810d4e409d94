package io.colophon.benchmarks.simulation.replicas;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.lease.LeaseSettings;
import io.colophon.throttling.lease.LeaseStore;
import io.colophon.throttling.lease.SharedLimits;
import io.colophon.throttling.lease.StoreWatch;
import io.colophon.throttling.lease.WhenAway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The gateway's own limits with leases. */
public final class Leased implements Limiter {
  private static final long TICK_NANOS = 20_000_000;
  private static final long LONGEST_NANOS = 600 * VirtualTime.SECOND;

  /** Noon of some day, so that no window ends in a run of hours. */
  static final long START_MILLIS = 1_767_268_800_000L;

  private final VirtualTime time;
  private final SharedLimits shared;
  private final Limits limits;
  private final LimitChain chain;

  /**
   * @param goesOn until when its timer runs
   */
  public Leased(
      LimitRule rule,
      WhenAway whenAway,
      LeaseStore store,
      Link link,
      LeaseSettings settings,
      long goesOn,
      Draws draws) {
    this.time = link.time();
    this.shared =
        new SharedLimits(
            new FarStore(store, link), settings, time::now, START_MILLIS, draws, StoreWatch.NONE);
    shared.declare(Map.of(rule, whenAway));
    this.limits = Limits.of(List.of(rule), 100, shared);
    this.chain = limits.chain(List.of(rule.subject()));
    tick(goesOn);
  }

  private void tick(long goesOn) {
    shared.tick();
    if (time.now() < goesOn) {
      time.after(TICK_NANOS, () -> tick(goesOn));
    }
  }

  @Override
  public void ask(long chunk, long most, Consumer<Optional<Grant>> answer) {
    Demand demand = new Demand("r", Amounts.of(Dimension.TOKENS, chunk), LONGEST_NANOS);
    Decision decision = chain.acquire(demand, time.now(), millis());
    if (decision instanceof Decision.Granted granted) {
      answer.accept(Optional.of(new Held(granted.hold())));
    } else if (decision instanceof Decision.Pending pending) {
      Object unused = pending.answered().thenRun(() -> ask(chunk, most, answer));
    } else {
      answer.accept(Optional.empty());
    }
  }

  /** A stream that holds a chunk at a time, as those of the gateway do. */
  private final class Held implements Grant {
    private final Hold hold;

    Held(Hold hold) {
      this.hold = hold;
    }

    @Override
    public void spend(long used) {
      hold.spend(Amounts.of(Dimension.TOKENS, used), time.now(), millis());
    }

    @Override
    public void settle(long used) {
      hold.settle(Amounts.of(Dimension.TOKENS, used), time.now(), millis());
    }

    @Override
    public void extend(long more, Consumer<Boolean> answer) {
      Decision decision = hold.extend(Amounts.of(Dimension.TOKENS, more), time.now(), millis());
      if (decision instanceof Decision.Pending pending) {
        Object unused = pending.answered().thenRun(() -> extend(more, answer));
      } else {
        answer.accept(decision instanceof Decision.Granted);
      }
    }
  }

  private long millis() {
    return START_MILLIS + time.now() / 1_000_000;
  }
}
