package io.colophon.gateway.transcoding;

import java.util.Map;

/**
 * What routes are for that are not of our own API. Their bodies are described by those who made the
 * dialects; what of them is supported stands in {@code docs/rest.md}.
 */
final class DialectRoutes {

  /**
   * A route of a dialect.
   *
   * @param dialect whose it is; groups the document
   * @param summary what it does
   */
  record About(String dialect, String summary) {}

  private static final Map<String, About> KNOWN =
      Map.ofEntries(
          openAi(
              "POST /v1/chat/completions", "Text, with tools and JSON schema; whole or streamed"),
          openAi("POST /v1/responses", "Text, as responses; whole or streamed"),
          openAi("POST /v1/embeddings", "Vectors of texts"),
          openAi("GET /v1/models", "Models that may be asked for"),
          openAi("GET /v1/models/{id}", "One of them"),
          openAi("POST /v1/images/generations", "Pictures from words"),
          openAi("POST /v1/images/edits", "Pictures from pictures and words"),
          openAi("POST /v1/audio/speech", "Speech from words"),
          openAi("POST /v1/audio/transcriptions", "Words of a recording"),
          openAi("POST /v1/videos", "Begins a film"),
          openAi("GET /v1/videos", "Films, the youngest first"),
          openAi("GET /v1/videos/{video}", "How far a film is"),
          openAi("DELETE /v1/videos/{video}", "Deletes a film, or cancels one that is under way"),
          openAi("GET /v1/videos/{video}/content", "The film's file, or a range of it"),
          anthropic("POST /v1/messages", "Text, with tools; whole or streamed"),
          anthropic("POST /v1/messages/count_tokens", "Estimates the tokens of a message"),
          Map.entry(
              "GET /v1/artifacts/{id}", new About("Gateway", "A result behind a signed link")),
          Map.entry(
              "GET /v1/detect", new About("Gateway", "What the public detector takes and tells")),
          Map.entry(
              "POST /v1/detect", new About("Gateway", "Whether a file came from here; no login")),
          Map.entry(
              "POST /v1/webhooks/{provider}/{token}",
              new About("Gateway", "Where an upstream announces that a job has moved")),
          google("POST /v1beta/models/{model}:generateContent", "Text, a picture or speech"),
          google("POST /v1beta/models/{model}:streamGenerateContent", "The same, streamed"),
          google("POST /v1beta/models/{model}:countTokens", "Estimates the tokens of contents"),
          google("POST /v1/models/{model}:generateContent", "The same, stable path"),
          google("POST /v1/models/{model}:streamGenerateContent", "The same, streamed"),
          google("POST /v1/models/{model}:countTokens", "Estimates the tokens of contents"),
          google("GET /v1beta/models", "Models that may be asked for"),
          google("GET /v1beta/models/{model}", "One of them"));

  private DialectRoutes() {}

  private static Map.Entry<String, About> openAi(String route, String summary) {
    return Map.entry(route, new About("OpenAI", summary));
  }

  private static Map.Entry<String, About> anthropic(String route, String summary) {
    return Map.entry(route, new About("Anthropic", summary));
  }

  private static Map.Entry<String, About> google(String route, String summary) {
    return Map.entry(route, new About("Google", summary));
  }

  /** What is known of a route, by method and path as the document writes it. */
  static About of(String methodAndPath) {
    return KNOWN.getOrDefault(methodAndPath, new About("Gateway", methodAndPath));
  }
}
