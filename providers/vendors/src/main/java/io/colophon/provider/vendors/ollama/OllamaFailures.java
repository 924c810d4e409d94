package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Ollama's errors: {@code {"error":"a sentence"}}, as a whole answer or as a line of a
 * stream. There are no codes, so that the sentence must tell what the status does not.
 */
final class OllamaFailures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private OllamaFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    String sentence = sentence(answer.body());
    FailureKind kind = kind(sentence, HttpFailures.kind(answer.status()));
    return HttpFailures.failure(kind, answer, shown(sentence, kind), clock);
  }

  /** The failure that a line of a stream says. */
  static ProviderException within(String sentence) {
    FailureKind kind = kind(sentence, FailureKind.INTERNAL);
    String words = shown(sentence, kind);
    return new ProviderException(
        kind, "error in the answer" + (words.isEmpty() ? "" : ": " + words));
  }

  private static String sentence(byte[] body) {
    try {
      JsonNode error = MAPPER.readTree(body).path("error");
      return error.isString() ? error.stringValue() : error.path("message").stringValue("");
    } catch (JacksonException notJson) {
      return ""; // a proxy's page; the status says what there is to say
    }
  }

  private static FailureKind kind(String sentence, FailureKind otherwise) {
    String said = sentence.toLowerCase(Locale.ROOT);
    if (said.contains("does not support")) {
      return FailureKind.UNSUPPORTED;
    }
    if (said.contains("not found") && said.contains("model")) {
      return FailureKind.MODEL_UNAVAILABLE;
    }
    if (said.contains("server busy") || said.contains("requires more system memory")) {
      return FailureKind.OVERLOADED;
    }
    return otherwise;
  }

  // What went wrong inside the runner may quote the prompt.
  private static String shown(String sentence, FailureKind kind) {
    return kind == FailureKind.INTERNAL ? "" : sentence;
  }
}
