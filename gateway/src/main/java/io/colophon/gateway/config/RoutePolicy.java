package io.colophon.gateway.config;

/** How a route chooses among its targets. */
public enum RoutePolicy {
  /** The first target that can serve the request; the next one when it fails. */
  ORDERED
}
