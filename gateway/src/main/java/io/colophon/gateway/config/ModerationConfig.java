package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.time.Duration;
import java.util.Optional;

/** A model that is asked whether words may pass. */
public record ModerationConfig(
    @About("Name under providers.") String provider,
    @About("The model to ask there, as the provider knows it.") String model,
    @About("What the model is told before it sees the words; absent: a text for JSON answers.")
        Optional<String> instructions,
    @Default("json")
        @About("How its answer reads: json {\"flagged\": true}, or word, safe or unsafe first.")
        Verdict verdict,
    @Default("refuse") @About("What happens to the words when it gives no answer.")
        WithoutAnswer withoutAnswer,
    @Default("10s") @Range(min = "100ms", max = "5m") @About("How long an answer may take.")
        Duration timeout,
    @Default("20000")
        @Range(min = "100", max = "1000000")
        @About("Most characters in one question; longer words are asked about in pieces.")
        int maxCharacters) {

  /** How an answer reads. */
  public enum Verdict {
    /** An object with {@code flagged}, a boolean. */
    JSON,
    /** The first word is {@code safe} or {@code unsafe}. */
    WORD
  }

  /** What to do without an answer. */
  public enum WithoutAnswer {
    /** The words do not pass. */
    REFUSE,
    /** They pass, and the records say so. */
    PASS
  }
}
