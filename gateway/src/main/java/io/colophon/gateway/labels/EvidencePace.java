package io.colophon.gateway.labels;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which refusals get a record of their own: of each tenant so many at once and so many a second.
 * They cost the caller nothing, and the log is kept for years. Those beyond are counted, and the
 * count stands in the next record of the tenant. Thread-safe.
 */
final class EvidencePace {
  /** The answer for a refusal that only counts. */
  static final long NOT_NOW = -1;

  private static final int MOST_TENANTS = 10_000;
  private static final double AT_ONCE = 100;
  private static final double PER_NANO = 10 / 1e9;

  private final Map<String, Pace> tenants =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pace> eldest) {
          return size() > MOST_TENANTS;
        }
      };

  private static final class Pace {
    private double room = AT_ONCE;
    private long lastNanos;
    private long unrecorded;
  }

  /**
   * Takes room for a record.
   *
   * @return how many had none since the last one, or {@link #NOT_NOW}
   */
  synchronized long take(String tenant, long nowNanos) {
    Pace pace = tenants.get(tenant);
    if (pace == null) {
      pace = new Pace();
      pace.lastNanos = nowNanos;
      tenants.put(tenant, pace);
    }
    long passed = Math.max(0, nowNanos - pace.lastNanos);
    pace.lastNanos = nowNanos;
    pace.room = Math.min(AT_ONCE, pace.room + passed * PER_NANO);
    if (pace.room < 1) {
      pace.unrecorded++;
      return NOT_NOW;
    }
    pace.room--;
    long unrecorded = pace.unrecorded;
    pace.unrecorded = 0;
    return unrecorded;
  }
}
