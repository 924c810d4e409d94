package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.traffic.Request;

/** What chooses a node, told of the fate of what it chose. One thread only. */
public interface Balancer {

  /** No node is open. */
  int NONE = -1;

  /** Which nodes may be chosen for one request now. */
  interface Open {
    boolean isOpen(int node);
  }

  /** One request on one node; ends once. */
  interface Attempt {
    default void firstOutput(long now) {}

    default void ended(long now) {}

    /** Refused with 429 and the span to wait. */
    default void limited(long retryAfterNanos, long now) {}

    /** Given up by us. */
    default void abandoned(long now) {}
  }

  /** A node that is open, or {@link #NONE}. */
  int choose(Request request, Open open, long now);

  /** The request goes there. */
  Attempt begin(int node, Request request, long now);
}
