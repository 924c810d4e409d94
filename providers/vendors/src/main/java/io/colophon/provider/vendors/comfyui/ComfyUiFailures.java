package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads refusals of {@code /prompt}, {@code {"error":{"type"},"node_errors":{id:{...}}}}, and
 * errors while a graph runs. Their sentences quote inputs, prompts included, so that only types and
 * places are shown.
 */
final class ComfyUiFailures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int MOST_SHOWN = 5;

  private ComfyUiFailures() {}

  /** The failure behind an answer whose status is not 2xx. */
  static ProviderException read(HttpAnswer answer, Clock clock) {
    JsonNode body;
    try {
      body = MAPPER.readTree(answer.body());
    } catch (JacksonException notJson) {
      body = MAPPER.missingNode(); // a proxy's page; the status says what there is to say
    }
    FailureKind kind = HttpFailures.kind(answer.status());
    return HttpFailures.failure(kind, answer, refusal(body), clock);
  }

  /** Which nodes are refused, and why. */
  static String refusal(JsonNode body) {
    List<String> words = new ArrayList<>();
    String type = body.path("error").path("type").stringValue("");
    if (!type.isEmpty()) {
      words.add(type);
    }
    for (var entry : body.path("node_errors").properties()) {
      for (JsonNode error : entry.getValue().path("errors").values()) {
        if (words.size() <= MOST_SHOWN) {
          String input = error.path("extra_info").path("input_name").stringValue("");
          words.add(
              "node "
                  + entry.getKey()
                  + " ("
                  + entry.getValue().path("class_type").stringValue("?")
                  + (input.isEmpty() ? "" : ", input " + input)
                  + "): "
                  + error.path("type").stringValue("?"));
        }
      }
    }
    return String.join("; ", words);
  }

  /** The failure that an {@code execution_error} says. */
  static ProviderException running(JsonNode error) {
    String type = error.path("exception_type").stringValue("an error").strip();
    boolean memory = type.toLowerCase(Locale.ROOT).contains("outofmemory");
    return new ProviderException(
        memory ? FailureKind.OVERLOADED : FailureKind.INTERNAL,
        "node "
            + error.path("node_id").stringValue("?")
            + " ("
            + error.path("node_type").stringValue("?")
            + ") failed: "
            + type);
  }
}
