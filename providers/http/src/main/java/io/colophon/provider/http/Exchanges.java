package io.colophon.provider.http;

import java.util.ArrayList;
import java.util.List;

/** What a stream has under way at its upstream; paused and ended together. On its loop only. */
final class Exchanges {
  private final List<HttpExchange> all = new ArrayList<>(1);
  private boolean paused;

  HttpExchange add(HttpExchange exchange) {
    all.add(exchange);
    if (paused) {
      exchange.pause();
    }
    return exchange;
  }

  /** No longer under way. */
  void remove(HttpExchange exchange) {
    all.remove(exchange);
  }

  void setPaused(boolean wanted) {
    if (paused != wanted) {
      paused = wanted;
      for (HttpExchange exchange : List.copyOf(all)) {
        if (wanted) {
          exchange.pause();
        } else {
          exchange.resume();
        }
      }
    }
  }

  void abortAll() {
    List<HttpExchange> under = List.copyOf(all);
    all.clear();
    under.forEach(HttpExchange::abort);
  }
}
