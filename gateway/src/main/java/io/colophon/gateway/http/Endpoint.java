package io.colophon.gateway.http;

import io.colophon.gateway.failure.Refusal;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Answers a request whose body is there as the route's {@link BodyRule} says. Called on an event
   * loop: must not block, but may answer later and from any thread.
   *
   * @throws Refusal answered in the route's dialect, as by {@link Exchange#fail}
   */
  void serve(Exchange exchange);
}
