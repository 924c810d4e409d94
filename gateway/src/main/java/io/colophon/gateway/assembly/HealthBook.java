package io.colophon.gateway.assembly;

import io.colophon.gateway.config.CircuitBreakerConfig;
import io.colophon.gateway.routing.TargetHealth;
import io.colophon.gateway.waiting.TargetRoom;
import io.colophon.gateway.waiting.WaitingRoom;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How targets fared, carried over a reload unless the breaker's settings changed. */
final class HealthBook {
  private final Map<Key, TargetHealth> known = new HashMap<>();
  private final WaitingRoom waiting;
  private final Map<String, TargetHealth> latest = new ConcurrentHashMap<>();
  private @Nullable BiConsumer<String, Supplier<TargetHealth>> onTarget;

  HealthBook(WaitingRoom waiting) {
    this.waiting = waiting;
  }

  /**
   * Calls back for each target, those that are known and those to come, once for each name, with
   * where to find how it fares now.
   */
  synchronized void onTarget(BiConsumer<String, Supplier<TargetHealth>> listener) {
    onTarget = listener;
    latest.keySet().forEach(this::tell);
  }

  private void tell(String target) {
    if (onTarget != null) {
      onTarget.accept(target, () -> Objects.requireNonNull(latest.get(target)));
    }
  }

  private record Key(String target, CircuitBreakerConfig config) {}

  synchronized TargetHealth of(String target, CircuitBreakerConfig config) {
    return known.computeIfAbsent(
        new Key(target, config),
        key -> {
          TargetRoom room = waiting.room(key.target());
          TargetHealth health = new TargetHealth(key.target(), key.config(), room);
          room.openWhile(health::mayTry);
          if (latest.put(key.target(), health) == null) {
            tell(key.target());
          }
          return health;
        });
  }
}
