package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.failure.FieldViolation;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether input and output together fit the model's context: the operator's figure or the
 * provider's, whichever is lower. The input is taken at its lower bound, so that an estimate keeps
 * nothing back that might have fitted; what it lets through wrongly the upstream refuses.
 */
public final class ContextFilter implements TargetFilter {

  @Override
  public @Nullable Exclusion excludes(Target target, RequestFacts asked) {
    long most = mostTokens(target);
    if (most == Long.MAX_VALUE || !(asked.request() instanceof GenerationRequest.Text text)) {
      return null;
    }
    int output = text.maxTokens().orElse(1);
    if (asked.mostInputTokens() + output <= most) {
      return null; // surely fits, without an estimate
    }
    long input = asked.leastInputTokens();
    return input + output <= most
        ? null
        : Exclusion.of(
            FilterKind.CONTEXT,
            List.of(
                new FieldViolation(
                    output > most ? "text.max_tokens" : "inputs",
                    "about "
                        + asked.inputTokens()
                        + " tokens of input and up to "
                        + output
                        + " of output, expected at most "
                        + most
                        + " together for model "
                        + target.model().name())));
  }

  private static long mostTokens(Target target) {
    long most = target.facts().flatMap(ModelConfig::context).orElse(Long.MAX_VALUE);
    if (target.description().isPresent()) {
      ModelDescription description = target.description().get();
      most = Math.min(most, description.contextTokens().orElse(Integer.MAX_VALUE));
      most = most == Integer.MAX_VALUE ? Long.MAX_VALUE : most;
    }
    return most;
  }
}
