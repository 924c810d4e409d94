package io.colophon.gateway.routing.filter;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.meter.PromptTokens;
import io.colophon.gateway.pipeline.Received;
import io.colophon.metering.usage.TokenCount;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What filters look at of a request. What takes work is found out when it is first asked for. Used
 * by one thread, for one decision.
 */
public final class RequestFacts {
  /** No tokenizer makes more tokens of a character: at most one of each byte of UTF-8. */
  private static final int MOST_TOKENS_PER_CHAR = 3;

  /** Roles and separators around a message. */
  private static final int MOST_TOKENS_AROUND = 16;

  private final Received received;
  private final Caller caller;
  private final Set<Ability> needs;
  private long characters = -1;
  private @Nullable TokenCount tokens;

  public RequestFacts(Received received, Caller caller) {
    this.received = received;
    this.caller = caller;
    this.needs = received.request().needs();
  }

  public Received received() {
    return received;
  }

  public GenerationRequest request() {
    return received.request();
  }

  public Caller caller() {
    return caller;
  }

  /** Every ability that the model must have. */
  public Set<Ability> needs() {
    return needs;
  }

  /** UTF-16 characters of all its words. */
  public long inputCharacters() {
    if (characters < 0) {
      long sum = 0;
      for (Message message : request().prompt().messages()) {
        for (Part part : message.parts()) {
          sum += part instanceof Part.Text words ? words.text().length() : 0;
        }
      }
      characters = sum;
    }
    return characters;
  }

  /** More tokens than its words can be; {@link Long#MAX_VALUE} where media are among them. */
  public long mostInputTokens() {
    List<Message> messages = request().prompt().messages();
    for (int i = 0; i < messages.size(); i++) {
      for (Part part : messages.get(i).parts()) {
        if (!(part instanceof Part.Text)) {
          return Long.MAX_VALUE >> 1;
        }
      }
    }
    return MOST_TOKENS_PER_CHAR * inputCharacters() + (long) MOST_TOKENS_AROUND * messages.size();
  }

  /** Tokens of its words, estimated; media are not counted. */
  public long inputTokens() {
    return tokens().tokens();
  }

  /** The same, no more than there are. */
  public long leastInputTokens() {
    return tokens().atLeast();
  }

  private TokenCount tokens() {
    TokenCount known = tokens;
    if (known == null) {
      known = PromptTokens.of(request(), TokenizerFamily.of(received.model().name()));
      tokens = known;
    }
    return known;
  }
}
