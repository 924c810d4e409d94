package io.colophon.gateway.routing.canary;

import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt under way, before all trials of its route. Thread-safe. */
public final class AttemptWatch {
  /** Of a route without canaries. */
  private static final AttemptWatch OF_NOBODY = new AttemptWatch(List.of());

  private final List<OpenAttempt> seen;

  private AttemptWatch(List<OpenAttempt> seen) {
    this.seen = seen;
  }

  /** An attempt begins at one of the route's targets. */
  public static AttemptWatch began(Route route, Target target, long nowNanos) {
    List<OpenAttempt> seen = null;
    for (int i = 0; i < route.targets().size(); i++) {
      Target other = route.targets().get(i);
      Optional<CanaryDraw> canary = other.rules().canary();
      if (canary.isPresent() && canary.get().trial().rollback().isEmpty()) {
        if (seen == null) {
          seen = new ArrayList<>(1);
        }
        seen.add(canary.get().trial().began(other == target, nowNanos));
      }
    }
    return seen == null ? OF_NOBODY : new AttemptWatch(seen);
  }

  /** Something came for the first time. */
  public void firstOutput(long nowNanos) {
    for (int i = 0; i < seen.size(); i++) {
      seen.get(i).firstOutput(nowNanos);
    }
  }

  /** It is over, however it went. Harmless a second time. */
  public void over() {
    for (int i = 0; i < seen.size(); i++) {
      seen.get(i).over();
    }
  }
}
