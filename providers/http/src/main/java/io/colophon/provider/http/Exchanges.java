package io.colophon.provider.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * What a stream has under way at its upstream, paused together, and the steps that it will take;
 * ended together. On its loop only.
 */
final class Exchanges {
  private final List<HttpExchange> all = new ArrayList<>(1);
  private final List<Future<?>> timers = new ArrayList<>(1);
  private boolean paused;

  HttpExchange add(HttpExchange exchange) {
    all.add(exchange);
    if (paused) {
      exchange.pause();
    }
    return exchange;
  }

  /** A step that is taken later. */
  void add(Future<?> timer) {
    timers.removeIf(Future::isDone);
    timers.add(timer);
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
    timers.forEach(timer -> timer.cancel(false));
    timers.clear();
  }
}
