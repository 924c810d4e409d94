package io.colophon.gateway.http;

import io.netty.handler.codec.http.HttpMethod;

/**
 * One method of one path.
 *
 * @param method GET also answers HEAD
 * @param path segments that are literal or {@code {name}}; the last may be {@code {name}:verb}
 *     (Google's custom methods) or {@code {name*}}, which takes all the rest of the path
 * @param body what it takes as body
 * @param errors how its failures are told
 * @param endpoint what answers
 */
public record Route(
    HttpMethod method, String path, BodyRule body, ErrorDialect errors, Endpoint endpoint) {

  public static Route get(String path, ErrorDialect errors, Endpoint endpoint) {
    return new Route(HttpMethod.GET, path, BodyRule.NONE, errors, endpoint);
  }

  public static Route delete(String path, ErrorDialect errors, Endpoint endpoint) {
    return new Route(HttpMethod.DELETE, path, BodyRule.NONE, errors, endpoint);
  }

  public static Route post(String path, BodyRule body, ErrorDialect errors, Endpoint endpoint) {
    return new Route(HttpMethod.POST, path, body, errors, endpoint);
  }
}
