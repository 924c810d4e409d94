package io.colophon.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ModerationConfig.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"flagged\": true, \"category\": \"hate\"}",
        "```json\n{\"flagged\":true}\n```",
        "Here it is: {\"category\":\"x\",\"flagged\":true} Thanks."
      })
  void read_jsonThatFlags_isTrue(String answer) {
    assertThat(VerdictReader.read(answer, Verdict.JSON)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "yes", "{}", "{\"flagged\":\"true\"}", "{\"flagged\":true", "} {", "[true]"})
  void read_anythingElse_isNoAnswer(String answer) {
    assertThat(VerdictReader.read(answer, Verdict.JSON)).isEmpty();
  }

  @Test
  void read_words_areSafeOrUnsafe() {
    assertThat(VerdictReader.read("\n\nunsafe\nS1", Verdict.WORD)).contains(true);
    assertThat(VerdictReader.read("Safe.", Verdict.WORD)).contains(false);
    assertThat(VerdictReader.read("safety first", Verdict.WORD)).isEmpty();
  }
}
