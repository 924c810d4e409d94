package io.colophon.gateway.admission;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.standing.Standing;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The limits of one generation, from its admission to its end. Thread-safe. */
final class Quota {
  private final QuotaTools tools;
  private final Counted counted;
  private final CountedChain chain;
  private final GenerationRequest request;
  private final long inputTokens;
  private final @Nullable GrowingHold growing;

  /**
   * @param growing null where output cannot become more than is held
   */
  Quota(QuotaTools tools, Asked asked, @Nullable GrowingHold growing) {
    this.tools = tools;
    this.counted = asked.counted();
    this.chain = asked.chain();
    this.request = asked.request();
    this.inputTokens = asked.usual().inputTokens();
    this.growing = growing;
  }

  /** How far its limits are used now. */
  List<Standing> standings() {
    return chain.standings(tools);
  }

  /** The output, ended where a limit has no room for more. */
  Flow.Publisher<GenerationEvent> limit(
      Generation generation, Flow.Publisher<GenerationEvent> output) {
    GrowingHold hold = growing;
    if (hold == null) {
      return output;
    }
    TokenTally words =
        TokenTally.estimating(
            TokenizerFamily.of(
                generation.plan().orElseThrow().targets().get(0).target().model().name()));
    return subscriber -> output.subscribe(new LimitedOutput(hold, words, subscriber));
  }

  /** How long an answer was that came to its end. */
  void learn(long outputTokens) {
    tools
        .limits()
        .history()
        .add(counted.caller(), counted.model(), outputTokens, tools.ticker().nanos());
  }

  /**
   * Takes a hold for an attempt.
   *
   * @throws Refusal QUOTA_EXCEEDED if the target's limits have no room
   */
  AttemptHold holdOn(Generation generation, Target target) {
    CountedChain limits = tools.limits().ofAttempt(counted, target.deployment().name());
    if (limits == null) {
      return AttemptHold.NONE;
    }
    long now = tools.ticker().nanos();
    Expectation expected = expect(generation, target);
    ExpectedAmounts amounts = new ExpectedAmounts(generation, tools.limits());
    Demand demand = tools.demand(generation, amounts.at(target, expected.usage()), now);
    Decision decision = limits.chain().acquire(demand, now, tools.clock().millis());
    if (decision instanceof Decision.Refused refused) {
      tools.limits().figures().refused(refused.rule());
      throw Refusals.of(refused, counted, limits.standings(tools), tools.clock().instant());
    }
    return decision instanceof Decision.Granted granted
        ? new TargetHold(generation, target, granted.hold(), tools, now)
        : AttemptHold.NONE;
  }

  /** The prompt is counted again only if its words were changed since admission. */
  private Expectation expect(Generation generation, Target target) {
    Received received = generation.received();
    return received.request() == request
        ? tools.expect(received, inputTokens, counted, target)
        : tools.expect(generation, counted, target);
  }
}
