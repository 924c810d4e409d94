package io.colophon.gateway.admission;

import io.colophon.throttling.LimitRule;
import io.colophon.throttling.LimitUsage;
import io.colophon.throttling.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What metrics show of limits: one figure for each limit that was declared, whatever the number of
 * subjects that have it. Thread-safe.
 */
public final class LimitFigures {
  /** Limits declared after so many, over all reloads, are not shown. */
  private static final int MOST = 1000;

  /** All subjects are looked at for one figure, and then for all. */
  private static final long KEPT_NANOS = 1_000_000_000L;

  private final Limits limits;
  private final Map<Declared, LongAdder> refusals = new ConcurrentHashMap<>();

  // Guarded by this.
  private @Nullable Consumer<Declared> listener;
  private Map<Declared, Double> fullest = Map.of();
  private long lookedNanos;
  private boolean looked;

  /**
   * A declared limit.
   *
   * @param subject as people are told, such as {@code key:*}
   * @param dimension such as {@code tokens}
   * @param per such as {@code day}
   */
  public record Declared(String subject, String dimension, String per) {
    static Declared of(LimitRule rule) {
      return new Declared(
          LimitScope.nameOf(rule.subject()), rule.dimension().id(), rule.per().id());
    }
  }

  LimitFigures(Limits limits) {
    this.limits = limits;
  }

  /** Tells of each limit once, those that are declared already at once. */
  public synchronized void whenDeclared(Consumer<Declared> action) {
    listener = action;
    refusals.keySet().forEach(action);
  }

  synchronized void declare(LimitRule rule) {
    Declared declared = Declared.of(rule);
    Consumer<Declared> to = listener;
    if (refusals.size() < MOST
        && refusals.putIfAbsent(declared, new LongAdder()) == null
        && to != null) {
      to.accept(declared);
    }
  }

  void refused(LimitRule rule) {
    LongAdder count = refusals.get(Declared.of(rule));
    if (count != null) {
      count.increment();
    }
  }

  /** How often it refused. */
  public long refusals(Declared limit) {
    LongAdder count = refusals.get(limit);
    return count == null ? 0 : count.sum();
  }

  /** Settled and held of its fullest subject, 1 when full; 0 when it has none. */
  public synchronized double fullest(Declared limit, long nowNanos, long nowEpochMillis) {
    if (!looked || nowNanos - lookedNanos > KEPT_NANOS) {
      Map<Declared, Double> found = new HashMap<>();
      for (LimitUsage one : limits.usage(nowNanos, nowEpochMillis)) {
        double full = (double) (one.used() + one.held()) / one.rule().capacity();
        found.merge(Declared.of(one.rule()), full, Math::max);
      }
      fullest = found;
      lookedNanos = nowNanos;
      looked = true;
    }
    return fullest.getOrDefault(limit, 0.0);
  }
}
