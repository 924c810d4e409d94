package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Under which terms a generation is routed, for its records.
 *
 * @param residency regions that it may be served in, in lower case; empty for any. Where tenant,
 *     route and request have no region in common, all that they name
 * @param audience whom it is for; empty where nobody said
 */
public record Terms(List<String> residency, Optional<Audience> audience) {
  /** No terms. */
  public static final Terms NONE = new Terms(List.of(), Optional.empty());

  public Terms {
    residency = List.copyOf(residency);
  }

  /** Whether there is nothing to record. */
  public boolean isNone() {
    return residency.isEmpty() && audience.isEmpty();
  }

  Terms and(List<String> regions, Optional<Audience> forWhom) {
    return new Terms(both(residency, regions), audience.isPresent() ? audience : forWhom);
  }

  private static List<String> both(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    List<String> common = new ArrayList<>(one);
    common.retainAll(other);
    if (!common.isEmpty()) {
      return common;
    }
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
