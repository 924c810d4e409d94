package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.NotYet;

/** How a route chooses among its targets; see docs/routing.md. */
@NotYet({"conditional", "canary", "shadow"})
public enum RoutePolicy {
  /** The first target that can serve the request; the next one when it fails. */
  ORDERED,
  /** Any, with chances in proportion to weight. */
  WEIGHTED,
  /** The least loaded for what it can do. */
  CAPACITY_P2C,
  /** The quicker of two by what they took lately. */
  PEAK_EWMA,
  /** Where it is expected to end first. */
  EXPECTED_COMPLETION,
  /** The cheapest. */
  LOWEST_PRICE,
  /** The one that emits least. */
  LOWEST_CARBON,
  /** Where the beginning of the prompt was read lately. */
  PREFIX_AFFINITY,
  /** The same for the same end user, key, tenant or attribute. */
  STICKY_KEY
}
