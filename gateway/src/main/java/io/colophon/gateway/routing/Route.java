package io.colophon.gateway.routing;

import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.resilience.RouteResilience;
import java.util.List;

/**
 * A rule from requested model and modality to targets.
 *
 * @param name in receipts, metrics and labelling rules
 * @param config what it matches, and its policy
 * @param targets in the order in which they are tried
 * @param resilience what bounds attempts at them, by their place among the targets
 * @param choice how one of them is chosen
 */
public record Route(
    String name,
    RouteConfig config,
    List<Target> targets,
    RouteResilience resilience,
    Choice choice) {
  public Route {
    targets = List.copyOf(targets);
  }

  /** A route that is gone through in its order. */
  public Route(String name, RouteConfig config, List<Target> targets, RouteResilience resilience) {
    this(name, config, targets, resilience, Choice.ORDERED);
  }

  /** The same with the bounds that are usual, and without hedges. */
  public Route(String name, RouteConfig config, List<Target> targets) {
    this(name, config, targets, RouteResilience.plain(targets.size()));
  }
}
