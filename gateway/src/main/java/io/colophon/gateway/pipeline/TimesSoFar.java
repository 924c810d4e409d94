package io.colophon.gateway.pipeline;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** When things happened to one generation so far. Guarded by its lock. */
final class TimesSoFar {
  private final long startNanos;
  private long firstAttemptNanos;
  private boolean attempted;
  private long attemptNanos;
  private long awaitedNanos;
  private long labelingNanos;
  private OptionalLong firstOutputNanos = OptionalLong.empty();
  private long latestOutputNanos;
  private OutputGaps.@Nullable Counter gaps;

  /**
   * @param startNanos when it was received, as elapsed time
   */
  TimesSoFar(long startNanos) {
    this.startNanos = startNanos;
  }

  /** An attempt begins. */
  void attempting(long nowNanos) {
    if (!attempted) {
      attempted = true;
      firstAttemptNanos = nowNanos;
    }
  }

  /** An attempt has ended, and for so long no other one ran. */
  void attempted(long waitedNanos) {
    attemptNanos += waitedNanos;
  }

  /** So long others than us were waited for. */
  void awaited(long nanos) {
    awaitedNanos += nanos;
  }

  /** So long an upstream waited for labelling. */
  void labeled(long nanos) {
    labelingNanos += nanos;
  }

  /** An upstream put something out. */
  void putOut(long nowNanos) {
    if (firstOutputNanos.isEmpty()) {
      firstOutputNanos = OptionalLong.of(nowNanos - startNanos);
    } else {
      if (gaps == null) {
        gaps = new OutputGaps.Counter();
      }
      gaps.add(nowNanos - latestOutputNanos);
    }
    latestOutputNanos = nowNanos;
  }

  boolean hasOutput() {
    return firstOutputNanos.isPresent();
  }

  OutputGaps gaps() {
    return gaps == null ? OutputGaps.NONE : gaps.soFar();
  }

  Times until(long nowNanos) {
    long total = nowNanos - startNanos;
    return new Times(
        attempted ? firstAttemptNanos - startNanos : total,
        firstOutputNanos,
        total,
        Math.max(0, total - attemptNanos - awaitedNanos + labelingNanos));
  }
}
