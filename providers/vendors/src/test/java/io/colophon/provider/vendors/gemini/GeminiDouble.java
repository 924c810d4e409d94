package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.HttpDouble;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings for a Gemini API on this machine, and things it says. */
final class GeminiDouble {
  static final String KEY = "key-of-the-test";

  private GeminiDouble() {}

  static GeminiConfig config(HttpDouble upstream, OfferedModel... models) {
    return config(upstream, GeminiConfig.StreamForm.SSE, GeminiConfig.Thinking.LEVEL, models);
  }

  static GeminiConfig config(
      HttpDouble upstream,
      GeminiConfig.StreamForm stream,
      GeminiConfig.Thinking thinking,
      OfferedModel... models) {
    return new GeminiConfig(
        URI.create(upstream.uri("/v1beta").toString()),
        Optional.of(new Secret(KEY)),
        Optional.empty(),
        stream,
        thinking,
        Duration.ofMillis(10),
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        models.length == 0 ? Optional.empty() : Optional.of(List.of(models)));
  }

  /** An event of the stream as the API writes it. */
  static String event(String json) {
    return "data: " + json + "\r\n\r\n";
  }

  /** A chunk with one part of text. */
  static String text(String words) {
    return """
    {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"index":0}],\
    "usageMetadata":{"promptTokenCount":9,"totalTokenCount":9},\
    "modelVersion":"gemini-x-001","responseId":"r1"}\
    """
        .formatted(words);
  }

  /** The last chunk: a part of text, a finish reason and the whole usage. */
  static String last(String words, String reason) {
    return """
    {"candidates":[{"content":{"parts":[{"text":"%s"}],"role":"model"},"finishReason":"%s",\
    "index":0}],"usageMetadata":{"promptTokenCount":9,"cachedContentTokenCount":4,\
    "candidatesTokenCount":5,"thoughtsTokenCount":7,"totalTokenCount":21},\
    "modelVersion":"gemini-x-001","responseId":"r1"}\
    """
        .formatted(words, reason);
  }
}
