package io.colophon.gateway.metrics;

import io.colophon.gateway.config.GenAiNames;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's conventions for generative AI call things, by version. Source: the
 * repositories open-telemetry/semantic-conventions (docs/gen-ai/gen-ai-metrics.md at 1.36 and 1.41)
 * and open-telemetry/semantic-conventions-genai (client-inference.md and gen-ai-token-metrics.md of
 * October 2026). Null: the version has no such metric.
 *
 * @param provider attribute of the vendor
 * @param tokenUsage tokens of one operation by {@code gen_ai.token.type}
 * @param duration of a call of an upstream
 * @param firstChunk until a stream's first output
 * @param chunkGap between a stream's outputs
 * @param tokens counters of tokens by modality, with histograms of one operation
 */
record GenAiTable(
    String provider,
    @Nullable Family tokenUsage,
    Family duration,
    @Nullable Family firstChunk,
    @Nullable Family chunkGap,
    @Nullable TokenFamilies tokens) {

  /** Counters of tokens by modality, and tokens of one operation. */
  record TokenFamilies(
      Family input,
      Family output,
      Family cacheRead,
      Family cacheWrite,
      Family reasoning,
      Family inputOfOne,
      Family outputOfOne) {}

  static final double[] TOKEN_BOUNDS = {
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
  };
  static final double[] SECONDS_BOUNDS = {
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
  };
  private static final double[] FIRST_TOKEN_BOUNDS = {
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };
  private static final double[] PER_TOKEN_BOUNDS = {
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5
  };

  static final Family SERVER_DURATION =
      seconds("gen_ai.server.request.duration", "From receipt of a request to its end.");
  static final Family SERVER_FIRST_TOKEN =
      Family.histogram(
          "gen_ai.server.time_to_first_token",
          "s",
          "From receipt of a request to its first output, of those that succeed.",
          FIRST_TOKEN_BOUNDS);
  static final Family SERVER_PER_TOKEN =
      Family.histogram(
          "gen_ai.server.time_per_output_token",
          "s",
          "From the first output to the end, by token after the first, of those that succeed.",
          PER_TOKEN_BOUNDS);

  private static final Family TOKEN_USAGE =
      Family.histogram(
          "gen_ai.client.token.usage",
          "{token}",
          "Tokens that one call of an upstream used.",
          TOKEN_BOUNDS);

  private static final GenAiTable V1_36 =
      new GenAiTable(
          "gen_ai.system",
          TOKEN_USAGE,
          seconds("gen_ai.client.operation.duration", "Duration of a call of an upstream."),
          null,
          null,
          null);

  private static final GenAiTable V1_41 =
      new GenAiTable(
          "gen_ai.provider.name",
          TOKEN_USAGE,
          seconds("gen_ai.client.operation.duration", "Duration of a call of an upstream."),
          seconds(
              "gen_ai.client.operation.time_to_first_chunk",
              "Until the first output of an upstream, where there are several."),
          seconds(
              "gen_ai.client.operation.time_per_output_chunk",
              "Between two outputs of an upstream."),
          null);

  private static final GenAiTable DEVELOPMENT =
      new GenAiTable(
          "gen_ai.provider.name",
          null,
          seconds("gen_ai.client.inference.duration", "Duration of a call of an upstream."),
          seconds(
              "gen_ai.client.inference.time_to_first_chunk",
              "Until the first output of an upstream, where there are several."),
          seconds(
              "gen_ai.client.inference.time_per_output_chunk",
              "Between two outputs of an upstream."),
          new TokenFamilies(
              tokens("usage.input_tokens", "Tokens read, cached ones included."),
              tokens("usage.output_tokens", "Tokens written, reasoning included."),
              tokens("usage.cache_read.input_tokens", "Input tokens found in a cache."),
              tokens("usage.cache_write.input_tokens", "Input tokens written to a cache."),
              tokens("usage.reasoning.output_tokens", "Output tokens of reasoning."),
              ofOne("operation.input_tokens", "Tokens read by one call that succeeded."),
              ofOne("operation.output_tokens", "Tokens written by one call that succeeded.")));

  static GenAiTable of(GenAiNames names) {
    return switch (names) {
      case V1_36 -> V1_36;
      case V1_41 -> V1_41;
      case DEVELOPMENT -> DEVELOPMENT;
    };
  }

  private static Family seconds(String name, String help) {
    return Family.histogram(name, "s", help, SECONDS_BOUNDS);
  }

  private static Family tokens(String name, String help) {
    return Family.counter("gen_ai.client.inference." + name, "{token}", help);
  }

  private static Family ofOne(String name, String help) {
    return Family.histogram("gen_ai.client.inference." + name, "{token}", help, TOKEN_BOUNDS);
  }
}
