package io.colophon.gateway.assembly;

import io.colophon.gateway.config.CircuitBreakerConfig;
import io.colophon.gateway.routing.TargetHealth;
import io.colophon.gateway.waiting.TargetRoom;
import io.colophon.gateway.waiting.WaitingRoom;
import java.util.HashMap;
import java.util.Map;

/** How targets fared, carried over a reload unless the breaker's settings changed. */
final class HealthBook {
  private final Map<Key, TargetHealth> known = new HashMap<>();
  private final WaitingRoom waiting;

  HealthBook(WaitingRoom waiting) {
    this.waiting = waiting;
  }

  private record Key(String target, CircuitBreakerConfig config) {}

  synchronized TargetHealth of(String target, CircuitBreakerConfig config) {
    return known.computeIfAbsent(
        new Key(target, config),
        key -> {
          TargetRoom room = waiting.room(key.target());
          TargetHealth health = new TargetHealth(key.target(), key.config(), room);
          room.openWhile(health::mayTry);
          return health;
        });
  }
}
