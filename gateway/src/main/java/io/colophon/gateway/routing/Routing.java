package io.colophon.gateway.routing;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.routing.RoutePlan.RankedTarget;
import io.colophon.gateway.routing.filter.FilterKind;
import io.colophon.gateway.routing.filter.Terms;
import java.util.List;

/** What routing decided for one generation. */
public sealed interface Routing {

  /** The route that was taken. */
  Route route();

  /** Under which terms it was decided. */
  Terms terms();

  /**
   * There are targets.
   *
   * @param plan where it may go
   * @param shadows where copies go; nearly always empty
   */
  record Planned(RoutePlan plan, Terms terms, List<RankedTarget> shadows) implements Routing {
    public Planned {
      shadows = List.copyOf(shadows);
    }

    @Override
    public Route route() {
      return plan.route();
    }
  }

  /**
   * No target is left.
   *
   * @param refusal what the caller is told
   * @param passedOver every target of the route, each with the reason
   */
  record Refused(Route route, Terms terms, Refusal refusal, List<PassedOver> passedOver)
      implements Routing {
    public Refused {
      passedOver = List.copyOf(passedOver);
    }

    /** Whether residency or filing kept a target from it, which goes on record. */
    public boolean isEvidence() {
      for (PassedOver one : passedOver) {
        for (FilterKind kind : FilterKind.values()) {
          if (kind.isEvidence() && kind.id().equals(one.filter())) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
