package io.colophon.gateway.routing;

import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.config.StickTo;
import io.colophon.gateway.meter.GenerationMeter;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.policy.Ask;
import io.colophon.gateway.routing.policy.PrefixBlocks;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.Optional;

/** Tells a plan what its policy may want to know of the generation. */
public final class Asks {
  /**
   * Only a small maximum says how long an answer will be; a large one is there to be safe, and what
   * the target's answers are in the mean says more.
   */
  private static final int TELLING_MAX_TOKENS = 256;

  private Asks() {}

  /** Tells what admission found out; harmless for a generation without a plan. */
  public static void inform(Generation generation, Admitted admitted) {
    generation.plan().ifPresent(plan -> inform(generation, admitted, plan));
  }

  private static void inform(Generation generation, Admitted admitted, RoutePlan plan) {
    Choice choice = plan.route().choice();
    Received received = generation.received();
    Usage expected = admitted.expected();
    PrefixBlocks prefix =
        choice.blockCharacters() == 0
            ? PrefixBlocks.NONE
            : PromptBlocks.of(received.request().prompt(), choice.blockCharacters());
    Ask ask =
        new Ask(
            admitted.gigaFlop(),
            expected.value(UsageUnit.INPUT_TOKENS).orElse(0),
            outputTokens(received.request()),
            prefix,
            choice
                .stickTo()
                .flatMap(to -> stickingTo(to, received, admitted.caller()))
                .map(StableHash::of)
                .orElse(0L),
            choice.random());
    plan.inform(ask, new GenerationCosts(GenerationMeter.of(generation), expected));
  }

  private static Optional<String> stickingTo(StickTo what, Received received, Caller caller) {
    return switch (what.word()) {
      case "end-user" -> received.endUser();
      case "key" -> caller.keyName();
      case "tenant" -> Optional.of(caller.tenant());
      default -> what.attribute().map(received.metadata()::get);
    };
  }

  private static long outputTokens(GenerationRequest request) {
    return request instanceof GenerationRequest.Text text
            && text.maxTokens().isPresent()
            && text.maxTokens().getAsInt() <= TELLING_MAX_TOKENS
        ? text.maxTokens().getAsInt()
        : 0;
  }
}
