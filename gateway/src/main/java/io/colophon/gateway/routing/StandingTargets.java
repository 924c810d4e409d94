package io.colophon.gateway.routing;

import io.colophon.gateway.routing.RoutePlan.RankedTarget;
import io.colophon.gateway.routing.filter.Constraints;
import io.colophon.gateway.routing.filter.Exclusion;
import io.colophon.gateway.routing.filter.StandingFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands for all requests of callers under the same constraints on one route: found out once
 * for each configuration. Immutable.
 *
 * @param open targets that pass, in the order of the route
 * @param closed those that do not
 * @param shadows those that pass and only get copies
 * @param inOrder the open ones by tier, for a request that nothing keeps from any of them; null
 *     where canaries are drawn for each request
 */
record StandingTargets(
    Constraints constraints,
    List<RankedTarget> open,
    List<PassedOver> closed,
    List<RankedTarget> shadows,
    @Nullable List<RankedTarget> inOrder) {

  static StandingTargets of(Route route, Constraints constraints) {
    List<RankedTarget> open = new ArrayList<>();
    List<PassedOver> closed = new ArrayList<>();
    List<RankedTarget> shadows = new ArrayList<>();
    boolean drawn = false;
    for (Target target : route.targets()) {
      Exclusion exclusion = exclusion(target, constraints);
      RankedTarget ranked =
          new RankedTarget(
              target,
              target.fallback() ? "fallback" : "in the order of the route",
              List.of(),
              target.fallback() ? RoutePlan.FALLBACK : RoutePlan.ORDINARY);
      if (target.role() == Role.SHADOW) {
        if (exclusion == null) {
          shadows.add(ranked);
        }
      } else if (exclusion != null) {
        closed.add(passedOver(target, exclusion));
      } else {
        open.add(ranked);
        drawn |= target.role() == Role.CANARY;
      }
    }
    return new StandingTargets(
        constraints,
        List.copyOf(open),
        List.copyOf(closed),
        List.copyOf(shadows),
        drawn ? null : byTier(open));
  }

  /** The first reason of the configuration that keeps requests from a target; null if none does. */
  static @Nullable Exclusion exclusion(Target target, Constraints constraints) {
    for (StandingFilter filter : constraints.standing()) {
      Exclusion found = filter.excludes(target);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  static PassedOver passedOver(Target target, Exclusion exclusion) {
    return new PassedOver(target.name(), exclusion.kind().id(), exclusion.reason());
  }

  /** A stable sort: what is alike stays in the order of the route. */
  static List<RankedTarget> byTier(List<RankedTarget> targets) {
    List<RankedTarget> sorted = new ArrayList<>(targets);
    sorted.sort(Comparator.comparingInt(RankedTarget::tier));
    return List.copyOf(sorted);
  }
}
