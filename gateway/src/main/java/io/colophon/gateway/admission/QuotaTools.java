package io.colophon.gateway.admission;

import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What every generation's limits work with. */
record QuotaTools(LimitChains limits, Clock clock, Ticker ticker) {
  /**
   * A hold outlives its generation's deadline a little, so that it is never taken back too soon.
   */
  private static final long LEASE_MARGIN_NANOS = Duration.ofMinutes(1).toNanos();

  /** What a generation is expected to use at a target. */
  Expectation expect(Generation generation, Counted counted, Target target) {
    Received received = generation.received();
    return expect(received, Expectation.inputTokens(received), counted, target);
  }

  /**
   * The same where the prompt is counted already.
   *
   * @param inputTokens of a text; 0 for all else
   */
  Expectation expect(Received received, long inputTokens, Counted counted, Target target) {
    return Expectation.of(
        received,
        inputTokens,
        limits.history().usualMost(counted.caller(), counted.model(), ticker.nanos()),
        mostTokens(target));
  }

  private static OptionalLong mostTokens(Target target) {
    Optional<Long> context = target.facts().flatMap(ModelConfig::context);
    return context.isPresent() ? OptionalLong.of(context.get()) : OptionalLong.empty();
  }

  /** A request in one slot that needs this. */
  Demand demand(Generation generation, Amounts amounts, long nowNanos) {
    Received received = generation.received();
    long lease = Math.max(1, received.deadlineNanos() - nowNanos + LEASE_MARGIN_NANOS);
    return new Demand(
        received.generationId(),
        amounts.more().with(Dimension.REQUESTS, 1).with(Dimension.CONCURRENCY, 1).amounts(),
        lease);
  }
}
