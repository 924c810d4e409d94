package io.colophon.gateway.server;

import io.colophon.gateway.routing.policy.Signals;
import io.colophon.gateway.routing.policy.TargetLoad;
import io.colophon.v1.TargetStatus;

/** What routing knows of a target's load, for operators. */
final class LoadMessages {
  private static final double NANOS_PER_MILLI = 1e6;

  private LoadMessages() {}

  static TargetStatus of(TargetLoad load, long nowNanos) {
    TargetStatus.Builder status =
        TargetStatus.newBuilder()
            .setFirstOutputMillis(load.peakEwmaNanos(nowNanos) / NANOS_PER_MILLI)
            .setLearnedCapacity(load.capacity())
            .setLearnedPlaces(load.places())
            .setSlowness(load.slowness(nowNanos))
            .setRestsForMillis((long) (load.restNanos(nowNanos) / NANOS_PER_MILLI));
    Signals signals = load.signals();
    if (signals.isFresh(nowNanos)) {
      status.setForeignRequests(signals.foreign());
    }
    return status.build();
  }
}
