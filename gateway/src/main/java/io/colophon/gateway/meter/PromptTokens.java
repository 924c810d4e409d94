package io.colophon.gateway.meter;

import io.colophon.metering.usage.TokenCount;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;

/** Tokens of the words of a request. */
public final class PromptTokens {
  private PromptTokens() {}

  /** Of all its messages, estimated; media are not counted. */
  public static TokenCount of(GenerationRequest request, TokenizerFamily family) {
    return tally(request, TokenTally.estimating(family)).soFar();
  }

  /** The same, to be counted exactly where the family's tokenizer is here. */
  public static TokenTally tally(GenerationRequest request, TokenizerFamily family) {
    return tally(request, TokenTally.of(family));
  }

  private static TokenTally tally(GenerationRequest request, TokenTally tally) {
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text words) {
          tally.add(words.text());
        }
      }
    }
    return tally;
  }
}
