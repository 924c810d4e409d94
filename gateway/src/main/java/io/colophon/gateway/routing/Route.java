package io.colophon.gateway.routing;

import io.colophon.gateway.config.RouteConfig;
import java.util.List;

/**
 * A rule from requested model and modality to targets.
 *
 * @param name in receipts, metrics and labelling rules
 * @param config what it matches, and its policy
 * @param targets in the order in which they are tried
 */
public record Route(String name, RouteConfig config, List<Target> targets) {
  public Route {
    targets = List.copyOf(targets);
  }
}
