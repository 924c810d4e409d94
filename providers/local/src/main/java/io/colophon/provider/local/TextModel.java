package io.colophon.provider.local;

import io.colophon.provider.local.text.LocalLanguageModel;
import io.colophon.provider.local.text.Sampling;
import io.colophon.provider.local.text.TextPrompt;
import io.colophon.provider.local.text.TextResult;
import io.colophon.provider.local.work.Work;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** {@code local-lm}: the small language model of this project. */
final class TextModel implements LocalModel {
  static final String NAME = "local-lm";
  private static final int MOST_CHARACTERS = 100_000;

  /** As in the weights, which are not read to describe the model; a test compares. */
  static final int PARAMETERS = 3_052_992;

  /** Most tokens of key words and output together. */
  static final int CONTEXT_TOKENS = 160;

  private final Lazy<LocalLanguageModel> engine = new Lazy<>(LocalLanguageModel::load);
  private final ModelDescription description =
      new ModelDescription(
          NAME,
          Modality.TEXT,
          Set.of(Ability.TEXT),
          "A very small language model trained by this project on old, free texts. It writes"
              + " locally fluent English or Chinese that picks up key words of the prompt; it knows"
              + " no facts, follows no instructions and keeps no conversation. Writes at most "
              + CONTEXT_TOKENS
              + " tokens.",
          OptionalDouble.of(PARAMETERS),
          OptionalDouble.of(PARAMETERS),
          // Of a prompt of any length the network reads the key words.
          OptionalInt.empty(),
          new ModelDescription.Limits(
              OptionalInt.empty(),
              OptionalInt.empty(),
              OptionalInt.of(1),
              OptionalInt.empty(),
              OptionalInt.of(MOST_CHARACTERS),
              Set.of()));

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Job prepare(GenerationRequest request, CallOptions options, Report report) {
    GenerationRequest.Text text = (GenerationRequest.Text) request;
    TextPrompt prompt = new TextPrompt(Prompts.limited(text.prompt().userText(), MOST_CHARACTERS));
    Sampling sampling = sampling(text, Seeds.of(text.seed(), options));
    text.maxTokens()
        .ifPresent(
            asked -> {
              if (asked > CONTEXT_TOKENS) {
                report.clamped("text.max_tokens", asked, CONTEXT_TOKENS);
              }
            });
    return (work, output) -> write(prompt, sampling, work, output);
  }

  private static Sampling sampling(GenerationRequest.Text text, long seed) {
    try {
      Sampling sampling = Sampling.DEFAULT.withSeed(seed).withStops(text.stop());
      sampling = sampling.withTemperature(text.temperature().orElse(sampling.temperature()));
      sampling = sampling.withTopP(text.topP().orElse(sampling.topP()));
      return sampling.withMaxTokens(text.maxTokens().orElse(sampling.maxTokens()));
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          FailureKind.INVALID_REQUEST, String.valueOf(e.getMessage()), null, e);
    }
  }

  private Outcome write(TextPrompt prompt, Sampling sampling, Work work, Output output)
      throws IOException {
    TextResult result = engine.get(work).generate(prompt, sampling, output::text, work);
    return Outcome.of(result.finish())
        .with(UsageUnit.INPUT_TOKENS, result.inputTokens())
        .with(UsageUnit.OUTPUT_TOKENS, result.outputTokens());
  }
}
