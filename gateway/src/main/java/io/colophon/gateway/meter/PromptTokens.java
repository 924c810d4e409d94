package io.colophon.gateway.meter;

import io.colophon.metering.usage.TokenCount;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;

/** Tokens of the words of a request, estimated. */
public final class PromptTokens {
  private PromptTokens() {}

  /** Of all its messages; media are not counted. */
  public static TokenCount of(GenerationRequest request, TokenizerFamily family) {
    TokenTally tally = TokenTally.estimating(family);
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text words) {
          tally.add(words.text());
        }
      }
    }
    return tally.soFar();
  }
}
