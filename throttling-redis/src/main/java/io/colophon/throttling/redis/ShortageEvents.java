package io.colophon.throttling.redis;

import io.colophon.throttling.lease.LeaseStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hears of limits that are short. Without it leases are recalled more slowly, so a connection that
 * cannot be made is tried again only with the next one of the store.
 */
final class ShortageEvents {
  private final RedisClient client;
  private final RedisURI address;
  private final String channel;
  private final List<LeaseStore.Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean made = new AtomicBoolean();

  ShortageEvents(RedisClient client, RedisURI address, String channel) {
    this.client = client;
    this.address = address;
    this.channel = channel;
  }

  void listen(LeaseStore.Listener listener) {
    listeners.add(listener);
  }

  void connect() {
    if (!made.compareAndSet(false, true)) {
      return;
    }
    var unused =
        client
            .connectPubSubAsync(StringCodec.UTF8, address)
            .whenComplete(
                (connection, failure) -> {
                  if (failure != null) {
                    made.set(false);
                    return;
                  }
                  connection.addListener(
                      new RedisPubSubAdapter<>() {
                        @Override
                        public void message(String from, String message) {
                          heard(message);
                        }
                      });
                  var unusedAnswer = connection.async().subscribe(channel);
                });
  }

  private void heard(String message) {
    if (message.length() < 2) {
      return;
    }
    String key = message.substring(1);
    for (LeaseStore.Listener listener : listeners) {
      if (message.charAt(0) == 'w') {
        listener.wanted(key);
      } else if (message.charAt(0) == 'r') {
        listener.room(key);
      }
    }
  }
}
