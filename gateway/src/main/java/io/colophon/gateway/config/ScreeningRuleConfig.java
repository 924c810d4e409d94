package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.LinearExpression;
import io.colophon.provider.spi.Default;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One thing to look for; it looks for personal data, words, expressions, or asks a model. */
public record ScreeningRuleConfig(
    @About("Which generations; absent: all, in both directions.") ScreeningMatch match,
    @About("What is done with a match.") ScreeningAction action,
    @Default("***") @About("What stands where something was masked.") String mask,
    @About("Personal data to look for.") List<PersonalData> personalData,
    @About("Words to look for, at most 256 characters each.") List<String> words,
    @About("File with further words, one a line, UTF-8; read when the configuration is loaded.")
        Optional<Path> wordsFile,
    @Default("true") @About("Whether upper and lower case are the same for words.")
        boolean ignoreCase,
    @Default("false") @About("Whether a word must not stand within a longer one; not for Chinese.")
        boolean wholeWords,
    @About("Regular expressions to look for, in the syntax of RE2.")
        List<LinearExpression> expressions,
    @About("A model to ask; absent: none is asked.") Optional<ModerationConfig> moderation) {

  public ScreeningRuleConfig {
    personalData = List.copyOf(personalData);
    words = List.copyOf(words);
    expressions = List.copyOf(expressions);
  }

  /** Whether it looks for anything in the text itself. */
  public boolean looksAtText() {
    return !personalData.isEmpty()
        || !words.isEmpty()
        || wordsFile.isPresent()
        || !expressions.isEmpty();
  }
}
