package io.colophon.provider.declarative;

import io.colophon.provider.http.FailureReader;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * How the vendor says that something went wrong. Asked in this order: its codes, words in its
 * message, the status; then what HTTP itself says.
 *
 * @param code places of its code
 * @param message places of its message
 * @param codes what its codes mean; one that ends in * stands for all that begin so
 * @param words what words in its message mean, in lower case
 * @param status what its statuses mean where they differ from HTTP's
 * @param okAt place in answers of status 2xx that says whether all is well
 * @param ok values there that say so; a place that is missing says so too
 * @param retryAfter further headers that name a wait in seconds
 */
record FailureRules(
    List<JsonPointer> code,
    List<JsonPointer> message,
    Map<String, FailureKind> codes,
    Map<String, FailureKind> words,
    Map<Integer, FailureKind> status,
    Optional<JsonPointer> okAt,
    Set<String> ok,
    List<String> retryAfter) {

  static final FailureRules NONE =
      new FailureRules(
          List.of(),
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          Set.of(),
          List.of());

  static FailureRules read(Section section) {
    Map<Integer, FailureKind> status = new LinkedHashMap<>();
    section
        .words("status", FailureKind.class)
        .forEach(
            (key, kind) -> {
              if (!key.matches("[1-5][0-9][0-9]")) {
                throw new AdapterException(
                    section.node(), "expected a status such as 429, found \"" + key + "\"");
              }
              status.put(Integer.valueOf(key), kind);
            });
    Optional<Section> ok = section.section("ok");
    FailureRules rules =
        new FailureRules(
            section.pointers("code"),
            section.pointers("message"),
            section.words("codes", FailureKind.class),
            section.words("words", FailureKind.class),
            status,
            ok.map(one -> Section.pointer(one.get("at"))),
            ok.map(one -> Set.copyOf(one.texts("values"))).orElse(Set.of()),
            section.texts("retry-after"));
    ok.ifPresent(Section::end);
    section.end();
    return rules;
  }

  FailureReader reader(Clock clock) {
    return answer -> failure(answer, clock);
  }

  private ProviderException failure(HttpAnswer answer, Clock clock) {
    JsonNode body = bodyOf(answer);
    FailureKind kind = kind(body, answer.text(), HttpFailures.kind(answer.status()));
    if (kind == HttpFailures.kind(answer.status())) {
      kind = status.getOrDefault(answer.status(), kind);
    }
    String words = Places.text(body, message).orElse("");
    String named = Places.text(body, code).map(c -> c + " ").orElse("") + words;
    ProviderException failure =
        HttpFailures.failure(kind, answer, named.isBlank() ? brief(answer) : named, clock);
    return failure.retryAfter().isPresent() ? failure : waiting(failure, answer);
  }

  private ProviderException waiting(ProviderException failure, HttpAnswer answer) {
    for (String name : retryAfter) {
      Optional<String> value = answer.head().header(name);
      if (value.isPresent() && value.get().strip().matches("[0-9]{1,6}(\\.[0-9]{1,6})?s?")) {
        String number = value.get().strip().replace("s", "");
        return new ProviderException(
            failure.kind(),
            String.valueOf(failure.getMessage()),
            Duration.ofMillis(Math.round(Double.parseDouble(number) * 1000)),
            null);
      }
    }
    return failure;
  }

  private static String brief(HttpAnswer answer) {
    return answer.head().mimeType().startsWith("text/html") ? "" : answer.text();
  }

  private static JsonNode bodyOf(HttpAnswer answer) {
    try {
      return answer.body().length == 0 ? Json.object() : answer.json();
    } catch (ProviderException notJson) {
      return Json.object(); // a proxy's page, say; its status speaks
    }
  }

  /** What went wrong, by the vendor's code and message. */
  FailureKind kind(JsonNode body, String text, FailureKind otherwise) {
    Optional<String> said = Places.text(body, code);
    if (said.isPresent()) {
      for (Map.Entry<String, FailureKind> one : codes.entrySet()) {
        if (matches(one.getKey(), said.get())) {
          return one.getValue();
        }
      }
    }
    String all = Places.text(body, message).orElse(text).toLowerCase(Locale.ROOT);
    for (Map.Entry<String, FailureKind> word : words.entrySet()) {
      if (all.contains(word.getKey().toLowerCase(Locale.ROOT))) {
        return word.getValue();
      }
    }
    return otherwise;
  }

  private static boolean matches(String pattern, String code) {
    return pattern.endsWith("*")
        ? code.startsWith(pattern.substring(0, pattern.length() - 1))
        : code.equals(pattern);
  }

  /** What is wrong with an answer whose status was 2xx; empty if nothing is. */
  Optional<ProviderException> within(JsonNode body) {
    Optional<String> said = okAt.flatMap(at -> Places.text(body, at));
    if (said.isEmpty() || ok.contains(said.get())) {
      return Optional.empty();
    }
    return Optional.of(failed(body));
  }

  /** A failure that the body of an answer tells. */
  ProviderException failed(JsonNode body) {
    String words = Places.text(body, message).orElse("");
    String named = Places.text(body, code).map(one -> one + ": ").orElse("") + words;
    return new ProviderException(
        kind(body, words, FailureKind.INTERNAL),
        "the vendor says " + (named.length() > 300 ? named.substring(0, 300) + "..." : named));
  }
}
