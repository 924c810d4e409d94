package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;
import java.util.Optional;

/** Settings for an Ollama on this machine, and things it says. */
final class OllamaDouble {
  /** The figures of the example in Ollama's API documentation. */
  static final String LAST =
      """
      {"model":"m","created_at":"2023-08-04T19:22:45.499127Z","message":{"role":"assistant",\
      "content":""},"done_reason":"stop","done":true,"total_duration":4883583458,\
      "load_duration":1334875,"prompt_eval_count":26,"prompt_eval_duration":382712000,\
      "eval_count":298,"eval_duration":4196918000}\
      """;

  private OllamaDouble() {}

  static OllamaConfig config(HttpDouble upstream, OfferedModel... models) {
    return config(upstream, 1, models);
  }

  static OllamaConfig config(HttpDouble upstream, int accelerators, OfferedModel... models) {
    return new OllamaConfig(
        upstream.uri("/"),
        Optional.empty(),
        Optional.of(8192),
        Optional.of("5m"),
        accelerators,
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        models.length == 0 ? Optional.empty() : Optional.of(List.of(models)));
  }

  static String piece(String words) {
    return "{\"model\":\"m\",\"created_at\":\"2023-08-04T08:52:19.385406455-07:00\",\"message\":"
        + "{\"role\":\"assistant\",\"content\":\""
        + words
        + "\",\"images\":null},\"done\":false}";
  }

  static Answer lines(String... lines) {
    Answer answer = Answer.of(200).header("content-type", "application/x-ndjson").chunked();
    for (String line : lines) {
      answer.write(line + "\n");
    }
    return answer;
  }
}
