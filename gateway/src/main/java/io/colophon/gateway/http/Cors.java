package io.colophon.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;

/** Lets pages of configured origins call; those of others get no word of it. */
final class Cors {
  private static final String MAX_AGE_SECONDS = "3600";

  private final boolean any;
  private final Set<String> origins;

  /**
   * @param origins as browsers send them, for instance {@code https://chat.example}; {@code *} is
   *     any
   */
  Cors(List<String> origins) {
    this.any = origins.contains("*");
    this.origins = Set.copyOf(origins);
  }

  void addTo(Exchange exchange) {
    String origin = exchange.requestHeader(HttpHeaderNames.ORIGIN);
    if (origin == null || (!any && origins.isEmpty())) {
      return;
    }
    exchange.header(HttpHeaderNames.VARY, "origin");
    if (isAllowed(origin)) {
      exchange
          .header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, any ? "*" : origin)
          .header(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "*");
    }
  }

  /**
   * Whether the request may come from a program on this machine: from no page, or from one of a
   * configured origin. Any page can make a browser send requests to this machine.
   */
  boolean mayBeLocal(HttpHeaders headers) {
    String origin = headers.get(HttpHeaderNames.ORIGIN);
    if (origin != null) {
      return isAllowed(origin);
    }
    String site = headers.get("sec-fetch-site"); // browsers only; none: typed by a person
    return site == null || site.equals("none") || any;
  }

  private boolean isAllowed(String origin) {
    return any || origins.contains(origin);
  }

  /** Answers a browser that asks whether it may, and anybody who asks which methods there are. */
  void answerOptions(Exchange exchange, String allow) {
    String origin = exchange.requestHeader(HttpHeaderNames.ORIGIN);
    String wanted = exchange.requestHeader(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    exchange.header(HttpHeaderNames.ALLOW, allow);
    if (origin != null && wanted != null && isAllowed(origin)) {
      exchange
          .header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allow)
          .header(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
      String headers = exchange.requestHeader(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
      if (headers != null) {
        exchange.header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, headers);
      }
    }
    exchange.empty(204);
  }
}
