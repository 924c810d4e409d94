package io.colophon.throttling.lease;

import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Gateways in virtual time that share one limit, with one store. */
final class Fleet {
  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000_000_000L;

  final VirtualTime time = new VirtualTime();
  final SplittableRandom random;
  final InMemoryLeaseStore store = new InMemoryLeaseStore(time::nanos, time::millis, Runnable::run);
  final List<Gateway> gateways = new ArrayList<>();
  final LimitRule rule;
  final Truth truth;
  final double loss;
  LeaseSettings settings;
  WhenAway whenAway = WhenAway.REFUSE;

  long decisions;
  long granted;
  long calls;

  Fleet(long seed, LimitRule rule, int nodes, double loss) {
    this.random = new SplittableRandom(seed);
    this.rule = rule;
    this.truth = new Truth(rule);
    this.loss = loss;
    this.settings = LeaseSettings.of("any", nodes);
  }

  void start() {
    for (int i = 0; i < settings.nodes(); i++) {
      gateway("n" + i);
    }
  }

  Gateway gateway(String name) {
    Gateway started = new Gateway(name);
    gateways.add(started);
    return started;
  }

  long calls() {
    return calls + gateways.stream().mapToLong(g -> g.link.calls).sum();
  }

  /** One gateway process. */
  final class Gateway {
    final String name;
    Link link;
    SharedLimits shared;
    Limits limits;
    LimitChain chain;
    int life;
    boolean alive;
    final List<Hold> open = new ArrayList<>();

    Gateway(String name) {
      this.name = name;
      boot();
    }

    void boot() {
      life++;
      alive = true;
      link = new Link(store, time, random.split(), loss);
      LeaseSettings own =
          new LeaseSettings(
              name,
              settings.nodes(),
              settings.lease(),
              settings.longestHold(),
              settings.callLimit(),
              settings.safeShare(),
              settings.safeFor(),
              settings.mostWaiting());
      shared =
          new SharedLimits(link, own, time::nanos, time.millis(), random.split(), StoreWatch.NONE);
      shared.declare(Map.of(rule, whenAway));
      limits = Limits.of(List.of(rule), 1000, shared);
      chain = limits.chain(List.of("key:a"));
      int mine = life;
      tick(mine);
    }

    private void tick(int mine) {
      time.after(
          50 * MILLI,
          () -> {
            if (life == mine) {
              shared.tick();
              limits.expire(time.nanos(), time.millis());
              tick(mine);
            }
          });
    }

    void crash() {
      life++;
      alive = false;
      link.close();
      calls += link.calls;
      link.calls = 0;
      // What was under way dies with the process: slots are free, the rest was used as held.
      open.clear();
      truth.died(name);
    }

    /** Asks, waits while pending, uses a part of it and settles after a while. */
    void demand(long amount, long used, long lastsNanos) {
      if (!alive) {
        return;
      }
      decisions++;
      ask(amount, used, lastsNanos, life, 6);
    }

    private void ask(long amount, long used, long lastsNanos, int mine, int tries) {
      if (life != mine) {
        return;
      }
      Demand demand = new Demand("g", amounts(amount), lastsNanos + SECOND);
      Decision decision = chain.acquire(demand, time.nanos(), time.millis());
      if (decision instanceof Decision.Pending pending && tries > 0) {
        pending.answered().thenRun(() -> ask(amount, used, lastsNanos, mine, tries - 1));
      } else if (decision instanceof Decision.Granted grant) {
        granted++;
        open.add(grant.hold());
        truth.held(name, amount, time.nanos(), time.millis());
        Runnable end =
            () -> {
              if (life == mine) {
                open.remove(grant.hold());
                grant.hold().settle(amounts(used), time.nanos(), time.millis());
                truth.settled(name, amount, used, time.nanos(), time.millis());
              }
            };
        if (lastsNanos == 0) {
          end.run();
        } else {
          time.after(lastsNanos, end);
        }
      }
    }

    private Amounts amounts(long amount) {
      return Amounts.of(rule.dimension(), amount);
    }
  }

  /** What really happened, counted in one place. */
  static final class Truth {
    private final LimitRule rule;
    private final Map<String, Long> slots = new java.util.HashMap<>();
    private double level;
    private long at;
    private long inUse;
    private long window = -1;
    long used;
    long most;
    long windows;

    Truth(LimitRule rule) {
      this.rule = rule;
    }

    void held(String node, long amount, long nanos, long millis) {
      if (rule.dimension() == Dimension.CONCURRENCY) {
        slots.merge(node, amount, Long::sum);
        inUse += amount;
        most = Math.max(most, inUse);
      }
    }

    void settled(String node, long amount, long spent, long nanos, long millis) {
      if (rule.dimension() == Dimension.CONCURRENCY) {
        slots.merge(node, -amount, Long::sum);
        inUse -= amount;
        return;
      }
      used += spent;
      if (rule.per().isRate()) {
        double window = new LimitTerms(rule.per(), 1, 1).windowMicros() * 1000.0;
        level = Math.max(0, level - (nanos - at) * (rule.amount() / window)) + spent;
        at = nanos;
        // The bucket of the rule reckons in whole units.
        most = Math.max(most, (long) Math.floor(level - 1e-6));
      } else {
        long now = Bucket.windowOf(new LimitTerms(rule.per(), 1, 1), millis);
        if (now != window) {
          window = now;
          windows++;
          inUse = 0;
        }
        inUse += spent;
        most = Math.max(most, inUse);
      }
    }

    void died(String node) {
      inUse -= rule.dimension() == Dimension.CONCURRENCY ? slots.getOrDefault(node, 0L) : 0;
      slots.remove(node);
    }
  }
}
