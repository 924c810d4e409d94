package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.GenerationIds;
import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Looks at a request's headers and decides where it goes. Thread-safe. */
final class Reception {
  private static final int MOST_PARAMETERS = 64;
  private static final Endpoint NOWHERE = exchange -> {};
  private static final Route NO_ROUTE = Route.get("/", NeutralErrors.INSTANCE, NOWHERE);

  private final Routes routes;
  private final Cors cors;
  private final GenerationIds ids;
  private final BooleanSupplier draining;

  Reception(Routes routes, Cors cors, GenerationIds ids, BooleanSupplier draining) {
    this.routes = routes;
    this.cors = cors;
    this.ids = ids;
    this.draining = draining;
  }

  Arrival receive(HttpRequest head, Channel channel, long nowNanos) {
    HttpHeaders headers = head.headers();
    String given = headers.get("x-request-id");
    boolean named = given != null && HeaderText.isId(given);
    String id = named ? given : ids.next();
    String uri = head.uri();
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    Routes.Found found =
        head.decoderResult().isSuccess()
            ? routes.find(head.method(), path)
            : new Routes.Found(null, Map.of(), "");
    Map<String, String> query = question < 0 ? Map.of() : query(uri);
    String queryKey = path.startsWith("/v1beta/") ? query.get("key") : null; // Google's callers
    RequestFacts facts =
        new RequestFacts(
            head,
            path,
            found.segments(),
            query,
            id,
            named,
            CallerFacts.credentials(channel, headers, cors, queryKey),
            nowNanos);
    Route route = found.route() == null ? NO_ROUTE : found.route();
    if (!head.decoderResult().isSuccess()) {
      return malformed(facts, head.decoderResult().cause());
    }
    if (given != null && !named) {
      return new Arrival(
          facts,
          route,
          Refusal.invalid("x-request-id", "expected 1 to 128 of A-Z a-z 0-9 . _ : -"),
          0,
          null);
    }
    if (draining.getAsBoolean()) {
      return new Arrival(
          facts, route, Refusal.of(Reason.DRAINING, "the server is stopping"), 0, null);
    }
    if (found.route() == null) {
      return found.allow().isEmpty()
          ? new Arrival(
              facts, route, Refusal.of(Reason.NOT_FOUND, "nothing answers at this path"), 0, null)
          : new Arrival(
              facts,
              route,
              Refusal.of(
                  Reason.UNSUPPORTED,
                  "this path does not take the method, expected " + found.allow()),
              405,
              found.allow());
    }
    return checkBody(facts, route, headers);
  }

  private static Arrival checkBody(RequestFacts facts, Route route, HttpHeaders headers) {
    long length = HttpUtil.getContentLength(facts.head(), -1L);
    if (length > route.body().maxBytes()) {
      return new Arrival(facts, route, BodyReader.tooLarge(route.body().maxBytes()), 0, null);
    }
    if (route.body().form() != BodyRule.Form.NONE
        && headers.contains(HttpHeaderNames.CONTENT_ENCODING)
        && !headers.contains(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.IDENTITY, true)) {
      return new Arrival(
          facts,
          route,
          Refusal.of(Reason.UNSUPPORTED, "bodies are taken without content-encoding only"),
          415,
          null);
    }
    return new Arrival(facts, route, null, 0, null);
  }

  private static Arrival malformed(RequestFacts facts, Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new Arrival(
          facts,
          NO_ROUTE,
          Refusal.of(Reason.MESSAGE_TOO_LARGE, "the request's first line is too long"),
          414,
          null);
    }
    if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) {
      return new Arrival(
          facts,
          NO_ROUTE,
          Refusal.of(Reason.MESSAGE_TOO_LARGE, "the request's headers are too long"),
          431,
          null);
    }
    return new Arrival(
        facts, NO_ROUTE, Refusal.of(Reason.MESSAGE_MALFORMED, "not an HTTP request"), 400, null);
  }

  /** Says what goes before the answer, and answers at once what needs no endpoint. */
  void greet(Arrival arrival, Exchange exchange) {
    cors.addTo(exchange);
    Refusal refusal = arrival.refusal();
    if (exchange.head().method().equals(HttpMethod.OPTIONS) && arrival.allow() != null) {
      cors.answerOptions(exchange, arrival.allow());
    } else if (refusal != null) {
      if (arrival.allow() != null) {
        exchange.header(HttpHeaderNames.ALLOW, arrival.allow());
      }
      exchange.fail(
          refusal, arrival.status() == 0 ? HttpStatuses.of(refusal.reason()) : arrival.status());
    }
  }

  private static Map<String, String> query(String uri) {
    Map<String, String> first = new LinkedHashMap<>();
    try {
      new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, MOST_PARAMETERS)
          .parameters()
          .forEach((name, values) -> put(first, name, values));
    } catch (IllegalArgumentException malformed) {
      return Map.of(); // an escape that is none: as if nothing were asked
    }
    return first;
  }

  private static void put(Map<String, String> into, String name, List<String> values) {
    if (!values.isEmpty()) {
      into.put(name, values.get(0));
    }
  }
}
