package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.NotYet;

/** How a route chooses among its targets. */
@NotYet({
  "weighted",
  "capacity-p2c",
  "peak-ewma",
  "lowest-price",
  "lowest-carbon",
  "prefix-affinity",
  "sticky-key",
  "conditional",
  "canary",
  "shadow"
})
public enum RoutePolicy {
  /** The first target that can serve the request; the next one when it fails. */
  ORDERED
}
