package io.colophon.throttling.fairness;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much work a target does in one of its places, and how long that takes: moving averages over
 * the attempts that ended lately. Thread-safe and lock-free: two numbers in one word; an
 * observation that collides with another is left out, which an average does not notice.
 */
public final class ServicePace {
  private static final float NEW = 1f / 16;
  private static final float NANOS_PER_MICRO = 1e3f;
  private static final int WORK_SHIFT = 32;
  private static final long LOW = 0xFFFF_FFFFL;

  private final AtomicLong averages = new AtomicLong(); // work, microseconds; as floats

  /**
   * An attempt ended.
   *
   * @param work that it was; at least 0
   * @param heldNanos how long it held its place; at least 0
   */
  public void observe(double work, long heldNanos) {
    long now = averages.get();
    float newWork = (float) work;
    float newMicros = Math.max(Float.MIN_NORMAL, heldNanos / NANOS_PER_MICRO);
    float micros = micros(now);
    if (micros > 0) {
      newWork = work(now) + NEW * (newWork - work(now));
      newMicros = micros + NEW * (newMicros - micros);
    }
    boolean unused = averages.weakCompareAndSetVolatile(now, pack(newWork, newMicros));
  }

  /**
   * Work per nanosecond that so many places do together; 0 if nothing is known yet.
   *
   * @param places at least 0
   */
  public double perNano(int places) {
    long now = averages.get();
    float micros = micros(now);
    return micros > 0 ? places * (double) work(now) / (micros * NANOS_PER_MICRO) : 0;
  }

  private static long pack(float work, float micros) {
    return ((long) Float.floatToRawIntBits(work) << WORK_SHIFT)
        | (Float.floatToRawIntBits(micros) & LOW);
  }

  private static float work(long averages) {
    return Float.intBitsToFloat((int) (averages >>> WORK_SHIFT));
  }

  private static float micros(long averages) {
    return Float.intBitsToFloat((int) averages);
  }
}
