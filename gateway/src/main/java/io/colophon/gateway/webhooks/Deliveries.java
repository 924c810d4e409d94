package io.colophon.gateway.webhooks;

import io.colophon.gateway.config.WebhookConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events until they are taken or their time is over: at once, then after 5 seconds, 20, 80
 * and so on, at most an hour apart, for a day. What is on its way is on disk, so that a restart
 * goes on with it; an event may therefore arrive twice, under the same id. Thread-safe.
 */
public final class Deliveries implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
  private static final int SENDERS = 4;
  private static final int MOST_AT_ONCE = 64;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int GROWTH = 4;
  private static final int MOST_GROWTHS = 8;

  private final DeliveryStore store;
  private final Endpoints endpoints;
  private final WebhookPost post;
  private final Clock clock;
  private final ThreadPoolExecutor senders =
      new ThreadPoolExecutor(
          SENDERS,
          SENDERS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_AT_ONCE),
          task -> {
            Thread thread = new Thread(task, "colophon-webhooks");
            thread.setDaemon(true);
            return thread;
          });

  // Guarded by this.
  private final Set<String> sending = new HashSet<>();

  public Deliveries(DeliveryStore store, Endpoints endpoints, WebhookPost post, Clock clock) {
    this.store = store;
    this.endpoints = endpoints;
    this.post = post;
    this.clock = clock;
    senders.allowCoreThreadTimeOut(true);
  }

  /** Sends what is due. Blocks for one look into the database; called every second or so. */
  public void sendDue() {
    for (Delivery delivery : store.due(clock.instant(), MOST_AT_ONCE)) {
      if (begin(delivery.id())) {
        try {
          senders.execute(() -> send(delivery));
        } catch (RejectedExecutionException full) {
          over(delivery.id()); // it stays due
          return;
        }
      }
    }
  }

  private synchronized boolean begin(String id) {
    return sending.add(id);
  }

  private synchronized void over(String id) {
    sending.remove(id);
  }

  private void send(Delivery delivery) {
    try {
      Optional<WebhookConfig> endpoint = endpoints.find(delivery.tenant(), delivery.endpoint());
      if (endpoint.isEmpty()) {
        log.warn("webhook {}: its endpoint is no longer configured", named(delivery));
        store.delete(delivery.id());
        return;
      }
      settle(delivery, post.send(delivery, endpoint.get()));
    } catch (RuntimeException failure) {
      log.error("webhook {} could not be sent; it stays due", named(delivery), failure);
    } finally {
      over(delivery.id());
    }
  }

  private void settle(Delivery delivery, WebhookPost.Outcome outcome) {
    if (outcome.taken()) {
      store.delete(delivery.id());
      return;
    }
    int tries = delivery.tries() + 1;
    Instant next = clock.instant().plus(pause(tries));
    if (outcome.isFinal() || next.isAfter(delivery.until())) {
      log.error("webhook {} is given up: {}", named(delivery), outcome.why());
      store.delete(delivery.id());
    } else {
      log.warn("webhook {} is sent again at {}: {}", named(delivery), next, outcome.why());
      store.again(delivery.id(), tries, next);
    }
  }

  /** How long to wait after so many tries in vain, from 1. */
  static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < Math.min(tries, MOST_GROWTHS); i++) {
      pause = pause.multipliedBy(GROWTH);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private static String named(Delivery delivery) {
    return delivery.id() + " to " + delivery.tenant() + "/" + delivery.endpoint();
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
