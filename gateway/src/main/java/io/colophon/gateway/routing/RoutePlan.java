package io.colophon.gateway.routing;

import java.util.List;

/**
 * What routing decided for one generation.
 *
 * @param route the route that was taken
 * @param targets those that can serve the request, in the order in which they are to be tried;
 *     never empty
 */
public record RoutePlan(Route route, List<RankedTarget> targets) {
  public RoutePlan {
    targets = List.copyOf(targets);
  }

  /**
   * A target and why it stands where it does.
   *
   * @param reason for people, for instance {@code first of 2, ordered}
   */
  public record RankedTarget(Target target, String reason) {}
}
