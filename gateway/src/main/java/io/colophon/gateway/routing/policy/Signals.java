package io.colophon.gateway.routing.policy;

/**
 * What a model server says of itself, see {@code io.colophon.gateway.signals}. Immutable.
 *
 * @param running requests it works at; -1 if it does not say
 * @param waiting requests that wait in its own queue; -1 if it does not say
 * @param cacheUse how full its key-value cache is, 0 to 1; NaN if it does not say
 * @param atNanos when it was asked, on the ticker
 * @param staleNanos after how long this no longer counts
 * @param own attempts of ours that were under way there when it was asked
 */
public record Signals(
    double running, double waiting, double cacheUse, long atNanos, long staleNanos, int own) {

  /** Nothing was ever heard. */
  public static final Signals NONE = new Signals(-1, -1, Double.NaN, 0, -1, 0);

  /** What it does for others than us, as far as can be told; at least 0. */
  public double foreign() {
    return Math.max(0, Math.max(0, running) + Math.max(0, waiting) - own);
  }

  /** Whether it is recent enough to go by. */
  public boolean isFresh(long nowNanos) {
    return staleNanos >= 0 && nowNanos - atNanos <= staleNanos;
  }
}
