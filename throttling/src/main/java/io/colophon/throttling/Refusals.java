package io.colophon.throttling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes one answer of all limits that have no room for a demand. */
final class Refusals {
  private Refusals() {}

  /**
   * Of all limits that refuse, the one that does so longest; the caller then waits only once. Only
   * where none refuses and some have to ask for room elsewhere: pending, until all of them have
   * asked.
   *
   * @param first a limit that could not hold its amount a moment ago
   */
  static Decision of(Limit[] limits, long[] amounts, int first, long nowNanos, long nowMillis) {
    Decision.@Nullable Refused worst = null;
    List<CompletableFuture<Void>> asked = new ArrayList<>();
    for (int i = 0; i < limits.length; i++) {
      if (i == first || limits[i].refuses(amounts[i], nowNanos, nowMillis)) {
        Decision why = limits[i].refusal(amounts[i], nowNanos, nowMillis);
        if (why instanceof Decision.Pending pending) {
          asked.add(pending.answered());
        } else if (why instanceof Decision.Refused refused
            && (worst == null || longer(refused.retryAfter(), worst.retryAfter()))) {
          worst = refused;
        }
      }
    }
    if (worst != null) {
      return worst;
    }
    return new Decision.Pending(
        asked.size() == 1
            ? asked.get(0)
            : CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0])));
  }

  private static boolean longer(RetryAfter one, RetryAfter other) {
    if (one instanceof RetryAfter.Exactly first && other instanceof RetryAfter.Exactly second) {
      return first.delay().compareTo(second.delay()) > 0;
    }
    return rank(one) > rank(other);
  }

  private static int rank(RetryAfter retry) {
    if (retry instanceof RetryAfter.Never) {
      return 2;
    }
    return retry instanceof RetryAfter.WhenHoldsEnd ? 1 : 0;
  }
}
