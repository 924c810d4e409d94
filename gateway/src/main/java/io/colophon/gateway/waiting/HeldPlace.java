package io.colophon.gateway.waiting;

import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.routing.policy.Ask;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.fairness.FairEntry;
import io.colophon.throttling.fairness.FairQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A place that somebody holds. */
final class HeldPlace implements Place {
  private final RoutePlan.RankedTarget target;
  private final TargetRoom room;
  private final Ask ask;
  private final Ticker ticker;
  private final long beganNanos;
  private final int takenAtBegin;
  private final @Nullable Charge charge;
  private final AtomicBoolean freed = new AtomicBoolean();
  private volatile boolean hasOutput;
  private volatile long outputTokens;

  /** What its client was charged when its turn came. */
  record Charge(FairQueue<Waiting> queue, FairEntry<Waiting> entry) {}

  /**
   * @param charge null for one that had not to wait, and was not charged
   */
  HeldPlace(
      RoutePlan.RankedTarget target,
      TargetRoom room,
      Ask ask,
      Ticker ticker,
      long nowNanos,
      @Nullable Charge charge) {
    this.target = target;
    this.room = room;
    this.ask = ask;
    this.ticker = ticker;
    this.beganNanos = nowNanos;
    this.takenAtBegin = room.taken();
    this.charge = charge;
  }

  @Override
  public RoutePlan.RankedTarget target() {
    return target;
  }

  @Override
  public void free() {
    if (!freed.compareAndSet(false, true)) {
      return;
    }
    double work = work();
    if (hasOutput) {
      room.held(work, ticker.nanos() - beganNanos);
    }
    if (charge != null) {
      charge.queue().settle(charge.entry(), work);
    }
    room.leave();
  }

  /** In the unit of the estimate, by the tokens that really came. */
  private double work() {
    if (!hasOutput) {
      return 0;
    }
    long expected = ask.inputTokens() + ask.outputTokens();
    return outputTokens == 0 || expected == 0
        ? ask.work()
        : ask.work() * (ask.inputTokens() + outputTokens) / expected;
  }

  @Override
  public void answered(long tokens) {
    hasOutput = true;
    outputTokens = Math.max(0, tokens);
  }

  @Override
  public void firstOutput(long sinceBeginNanos, long inputTokens) {
    hasOutput = true;
    room.observe(sinceBeginNanos, inputTokens, 0, takenAtBegin);
  }

  @Override
  public void perToken(double nanos) {
    room.observe(0, 0, nanos, takenAtBegin);
  }

  @Override
  public void overloaded() {
    room.overloaded(beganNanos, takenAtBegin);
  }
}
