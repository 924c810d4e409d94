package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.work.BlockingPool;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpUtil;

/** Takes the pieces of one request's body, on the event loop. */
interface BodyReader extends AutoCloseable {

  /**
   * Takes a piece; it is the caller's to release.
   *
   * @throws Refusal if the body is too large or not what the route takes
   */
  void add(ByteBuf piece);

  /**
   * All pieces are there: sees to it that the endpoint is called.
   *
   * @throws Refusal as {@link #add}, or as the endpoint
   */
  void end();

  /** The body is given up. Harmless after {@link #end}. */
  @Override
  void close();

  /** What reads bodies of that route. */
  static BodyReader of(Route route, Exchange exchange, RequestIntake intake, BlockingPool pool) {
    BodyRule rule = route.body();
    return switch (rule.form()) {
      case NONE -> new NoBody(route.endpoint(), exchange);
      case WHOLE ->
          new WholeBody(
              rule.maxBytes(),
              HttpUtil.getContentLength(exchange.head(), 0L),
              route.endpoint(),
              exchange);
      case MULTIPART ->
          exchange.contentType().equals("application/json")
              ? new WholeBody(
                  Math.min(rule.maxBytes(), BodyRule.MOST_JSON_FOR_A_FORM),
                  HttpUtil.getContentLength(exchange.head(), 0L),
                  route.endpoint(),
                  exchange)
              : new MultipartBody(
                  rule.maxBytes(),
                  exchange.head().headers().get(HttpHeaderNames.CONTENT_TYPE, ""),
                  route.endpoint(),
                  exchange,
                  intake,
                  pool);
    };
  }

  /** Calls the endpoint; what it throws is its answer. */
  static void serve(Endpoint endpoint, Exchange exchange) {
    try {
      endpoint.serve(exchange);
    } catch (RuntimeException failure) {
      exchange.fail(failure);
    }
  }

  static Refusal tooLarge(long maxBytes) {
    return Refusal.of(
        Reason.MESSAGE_TOO_LARGE, "the body is larger than " + maxBytes + " bytes, the most taken");
  }

  /** A body that nobody wants. */
  final class NoBody implements BodyReader {
    private final Endpoint endpoint;
    private final Exchange exchange;
    private long bytes;

    NoBody(Endpoint endpoint, Exchange exchange) {
      this.endpoint = endpoint;
      this.exchange = exchange;
    }

    @Override
    public void add(ByteBuf piece) {
      bytes += piece.readableBytes();
      if (bytes > BodyRule.NONE.maxBytes()) {
        throw tooLarge(BodyRule.NONE.maxBytes());
      }
    }

    @Override
    public void end() {
      serve(endpoint, exchange);
    }

    @Override
    public void close() {}
  }
}
