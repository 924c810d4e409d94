package io.colophon.gateway.webhooks;

import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.NeutralErrors;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.work.BlockingPool;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where upstreams announce that a job has moved: {@code POST /v1/webhooks/{provider}/{token}}.
 * Needs no key of a caller; answers 204 when the announcement was believed.
 */
public final class WebhookDoor implements RestDoor {
  private static final long MAX_BODY_BYTES = 1 << 20;

  private final Receiver receiver;
  private final BlockingPool pool;

  /** What takes an announcement; may block, and refuses what does not fit. */
  public interface Receiver {

    /**
     * Takes it.
     *
     * @param headers names in lower case
     */
    void take(String provider, String token, Map<String, String> headers, ByteBuffer body);
  }

  public WebhookDoor(Receiver receiver, BlockingPool pool) {
    this.receiver = receiver;
    this.pool = pool;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post(
            Callbacks.PATH + "{provider}/{token}",
            BodyRule.whole(MAX_BODY_BYTES),
            NeutralErrors.INSTANCE,
            this::take));
  }

  private void take(Exchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .requestHeaders()
        .forEach(
            header ->
                headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    pool.execute(
        () -> {
          try {
            receiver.take(
                exchange.segment("provider"), exchange.segment("token"), headers, exchange.body());
            exchange.empty(204);
          } catch (RuntimeException failure) {
            exchange.fail(failure);
          }
        });
  }
}
