package io.colophon.stress;

import io.colophon.throttling.Allotment;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.LimitUsage;
import io.colophon.throttling.Limits;
import io.colophon.throttling.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits in the states from which tests begin, and what is done with them. */
final class Rooms {
  static final long NOW = 1_000_000_000L;
  static final long MILLIS = 1_800_000_000_000L;
  static final long LONG = Duration.ofHours(1).toNanos();
  static final List<String> KEY = List.of("key:k");

  private static final long SECOND = 1_000_000_000L;
  // As often as a limit is used before lanes hold parts of it in advance.
  private static final int UNTIL_WARM = 40;

  private Rooms() {}

  static Limits budget(long tokens) {
    return Limits.of(List.of(LimitRule.of("key:k", Dimension.TOKENS, tokens, Window.DAY)));
  }

  static Limits slots(long count) {
    return Limits.of(List.of(LimitRule.of("key:k", Dimension.CONCURRENCY, count, Window.AT_ONCE)));
  }

  static Limits warm(Limits limits) {
    LimitChain chain = limits.chain(KEY);
    for (int i = 0; i < UNTIL_WARM; i++) {
      hold(chain, 1, LONG).release(NOW, MILLIS);
    }
    return limits;
  }

  static Hold hold(LimitChain chain, long tokens, long leaseNanos) {
    Demand demand = new Demand("g", Amounts.of(Dimension.TOKENS, tokens), leaseNanos);
    if (chain.acquire(demand, NOW, MILLIS) instanceof Decision.Granted granted) {
      return granted.hold();
    }
    throw new IllegalStateException("refused, expected room");
  }

  static int spend(LimitChain chain, long tokens) {
    return chain.spend(Amounts.of(Dimension.TOKENS, tokens), NOW, MILLIS) == null ? 1 : 0;
  }

  /** Takes a slot and gives it back: 1, or 0 when there was none; far off when two had it. */
  static int visit(LimitChain chain, AtomicInteger inside) {
    Decision decision = chain.acquire(Demand.one("g", Duration.ofHours(1)), NOW, MILLIS);
    if (!(decision instanceof Decision.Granted granted)) {
      return 0;
    }
    int now = inside.incrementAndGet();
    inside.decrementAndGet();
    granted.hold().release(NOW, MILLIS);
    return now == 1 ? 1 : 100;
  }

  static Limits oneState() {
    return Limits.of(List.of(LimitRule.of("key:*", Dimension.REQUESTS, 1, Window.SECOND)), 1);
  }

  /** A chain whose only unit was used, and has flowed back a second later. */
  static LimitChain forgettable(Limits limits) {
    LimitChain chain = limits.chain(KEY);
    if (chain.spend(Amounts.of(Dimension.REQUESTS, 1), NOW, MILLIS) != null) {
      throw new IllegalStateException("refused, expected room");
    }
    return chain;
  }

  static int spendLater(LimitChain chain) {
    return chain.spend(Amounts.of(Dimension.REQUESTS, 1), NOW + SECOND, MILLIS) == null ? 1 : 0;
  }

  static Allotment allotment(Limits limits, long tokens) {
    Allotment allotment =
        limits.chain(KEY).allotment("loop", Dimension.TOKENS, tokens, Duration.ofNanos(1));
    if (allotment.take(0, NOW, MILLIS) != null || !allotment.take(0)) {
      throw new IllegalStateException("refused, expected room");
    }
    return allotment;
  }

  static long used(Limits limits) {
    return limits.usage(NOW, MILLIS).stream().mapToLong(LimitUsage::used).sum();
  }

  static long held(Limits limits) {
    return limits.usage(NOW, MILLIS).stream().mapToLong(LimitUsage::held).sum();
  }
}
