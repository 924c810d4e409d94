package io.colophon.gateway.screening;

import io.colophon.gateway.config.ModerationConfig.Verdict;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a moderating model answers. */
final class VerdictReader {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private VerdictReader() {}

  /** Whether it flags the text; empty for an answer that is not in the form asked for. */
  static Optional<Boolean> read(String answer, Verdict form) {
    return form == Verdict.WORD ? word(answer) : json(answer);
  }

  private static Optional<Boolean> word(String answer) {
    String first = answer.strip().toLowerCase(Locale.ROOT).split("[^a-z]+", 2)[0];
    return switch (first) {
      case "safe" -> Optional.of(false);
      case "unsafe" -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  /** Models put fences and words around JSON: the object is looked for among them. */
  private static Optional<Boolean> json(String answer) {
    int start = answer.indexOf('{');
    int end = answer.lastIndexOf('}');
    if (start < 0 || end < start) {
      return Optional.empty();
    }
    try {
      JsonNode flagged = MAPPER.readTree(answer.substring(start, end + 1)).path("flagged");
      return flagged.isBoolean() ? Optional.of(flagged.booleanValue()) : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }
}
