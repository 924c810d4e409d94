package io.colophon.gateway.admission;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.standing.Standing;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Usage;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Hold;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Flow;

/** What admission found: who asks, and what is held for him. Thread-safe. */
public final class Admitted {
  private final Caller caller;
  private final Hold hold;
  private final Usage expected;
  private final double gigaFlop;
  private final Priority priority;
  private final Quota quota;

  Admitted(
      Caller caller, Hold hold, Usage expected, double gigaFlop, Priority priority, Quota quota) {
    this.caller = caller;
    this.hold = hold;
    this.expected = expected;
    this.gigaFlop = gigaFlop;
    this.priority = priority;
    this.quota = quota;
  }

  /** Who asks. */
  public Caller caller() {
    return caller;
  }

  /** What every limit keeps back until the generation is settled. */
  public Hold hold() {
    return hold;
  }

  /** What it may use, as far as that can be told, all estimated. */
  public Usage expected() {
    return expected;
  }

  /** What it is expected to compute, in GFLOP, at the first target of its plan; 0 if unknown. */
  public double gigaFlop() {
    return gigaFlop;
  }

  /** How urgent it is. */
  public Priority priority() {
    return priority;
  }

  /** How far its limits are used now; empty where there are none. */
  public List<Standing> standings() {
    return quota.standings();
  }

  /** The output of its attempts, ended where a limit has no room for more. */
  public Flow.Publisher<GenerationEvent> limit(
      Generation generation, Flow.Publisher<GenerationEvent> output) {
    return quota.limit(generation, output);
  }

  /**
   * Takes a hold on the limits of the provider that an attempt goes to.
   *
   * @return to be ended with the attempt
   * @throws Refusal QUOTA_EXCEEDED if they have no room: another target may
   */
  public AttemptHold holdOn(Generation generation, Target target) {
    return quota.holdOn(generation, target);
  }

  /** Learns how long an answer was that came to its end by itself. */
  public void learn(long outputTokens) {
    quota.learn(outputTokens);
  }

  /** Gives the slots back; the rest stays held until it is settled. */
  public void freeSlots(Clock clock, Ticker ticker) {
    hold.freeSlots(ticker.nanos(), clock.millis());
  }

  /** Counts what was used and gives the rest of the hold back. */
  public void settle(Amounts used, Clock clock, Ticker ticker) {
    hold.settle(used, ticker.nanos(), clock.millis());
  }
}
