package io.colophon.gateway.waiting;

import io.colophon.gateway.routing.RoutePlan;
import java.util.concurrent.atomic.AtomicBoolean;

/** A place that somebody holds. */
final class HeldPlace extends AtomicBoolean implements Place {
  private static final long serialVersionUID = 1L;

  private final transient RoutePlan.RankedTarget target;
  private final transient TargetRoom room;

  HeldPlace(RoutePlan.RankedTarget target, TargetRoom room) {
    this.target = target;
    this.room = room;
  }

  @Override
  public RoutePlan.RankedTarget target() {
    return target;
  }

  @Override
  public void free() {
    if (compareAndSet(false, true)) {
      room.leave();
    }
  }

  @Override
  public void settled(double gigaFlop) {}

  @Override
  public void firstOutput(long sinceBeginNanos, long inputTokens) {
    room.observe(sinceBeginNanos, inputTokens, 0);
  }

  @Override
  public void perToken(double nanos) {
    room.observe(0, 0, nanos);
  }

  @Override
  public void overloaded() {
    room.overloaded();
  }
}
