package io.colophon.gateway.config.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("server", "storage", "providers", "models", "routes", "base-url", "grpc");

  @ParameterizedTest
  @CsvSource({
    "sever, server",
    "servre, server",
    "provider, providers",
    "base_url, base-url",
    "baseUrl, base-url",
    "model, models",
    "gprc, grpc",
    "routs, routes"
  })
  void nearest_typingMistake_isFound(String word, String meant) {
    assertThat(Suggestion.nearest(word, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "completely-else", "s", "http"})
  void nearest_nothingNear_isEmpty(String word) {
    assertThat(Suggestion.nearest(word, KNOWN)).isEmpty();
  }

  @Test
  void nearest_veryLongWord_isNotCompared() {
    assertThat(Suggestion.nearest("server".repeat(100_000), KNOWN)).isEmpty();
  }

  @Test
  void hint_nothingNear_listsWhatThereIs() {
    assertThat(Suggestion.hint("zzz", List.of("a1", "b2"))).isEqualTo("; there is a1, b2");
    assertThat(Suggestion.hint("zzz", List.of())).isEqualTo("; there is none");
  }
}
