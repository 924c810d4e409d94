package io.colophon.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colophon.gateway.config.GenAiNames;
import io.colophon.gateway.config.MetricsConfig;
import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.gateway.pipeline.Times;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenAiMetricsTest {
  private static final String UPSTREAM =
      "{gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"gcp.gemini\","
          + "gen_ai_request_model=\"big-2026\",gen_ai_response_model=\"big-2026\"";

  private final GatewayMetrics metrics = metrics(GenAiNames.V1_41);

  private static GatewayMetrics metrics(GenAiNames names) {
    return new GatewayMetrics(names, Set.of(), () -> Settlements.CONFIG);
  }

  private static void settle(GatewayMetrics metrics, SettledEntry entry) {
    metrics.settled(entry, Settlements.TIMES, OutputGaps.NONE);
  }

  @Test
  void settled_namesOf141_areThoseOfTheConventions() {
    int[] gaps = new int[15];
    gaps[0] = 19;
    gaps[6] = 1;

    metrics.settled(Settlements.completed(), Settlements.TIMES, new OutputGaps(gaps, 0.75));

    assertThat(Page.lines(metrics))
        .containsEntry(
            "gen_ai_client_token_usage_sum" + UPSTREAM + ",gen_ai_token_type=\"input\"}", 100.0)
        .containsEntry("gen_ai_client_operation_duration_seconds_sum" + UPSTREAM + "}", 2.25)
        .containsEntry(
            "gen_ai_client_operation_time_to_first_chunk_seconds_sum" + UPSTREAM + "}", 0.25)
        .containsEntry(
            "gen_ai_client_operation_time_per_output_chunk_seconds_count" + UPSTREAM + "}", 20.0)
        .containsEntry(
            "gen_ai_client_operation_time_per_output_chunk_seconds_sum" + UPSTREAM + "}", 0.75);
    assertThat(Page.sum(metrics, "gen_ai_server_request_duration_seconds_sum")).isEqualTo(2.5);
    assertThat(Page.sum(metrics, "gen_ai_server_time_to_first_token_seconds_sum")).isEqualTo(0.5);
    assertThat(Page.sum(metrics, "gen_ai_server_time_per_output_token_seconds_sum"))
        .isCloseTo(2.0 / 20, within(1e-12));
  }

  @Test
  void settled_tokenUsage_hasTheBucketsOfTheConventions() {
    settle(metrics, Settlements.completed());

    List<String> bounds =
        Page.lines(metrics).keySet().stream()
            .filter(line -> line.startsWith("gen_ai_client_token_usage_bucket"))
            .filter(line -> line.contains("\"input\""))
            .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
            .toList();

    assertThat(bounds.stream().map(Page::bound))
        .containsExactly(
            1.0,
            4.0,
            16.0,
            64.0,
            256.0,
            1024.0,
            4096.0,
            16384.0,
            65536.0,
            262144.0,
            1048576.0,
            4194304.0,
            16777216.0,
            67108864.0,
            Double.POSITIVE_INFINITY);
  }

  @Test
  void settled_namesOf136_callTheVendorSystem() {
    GatewayMetrics older = metrics(GenAiNames.V1_36);

    settle(older, Settlements.completed());

    assertThat(older.page(null).text())
        .contains("gen_ai_system=\"gcp.gemini\"")
        .contains("gen_ai_client_token_usage_count{")
        .doesNotContain("gen_ai_provider_name")
        .doesNotContain("time_to_first_chunk");
  }

  @Test
  void settled_namesInDevelopment_countTokensByModality() {
    GatewayMetrics newer = metrics(GenAiNames.DEVELOPMENT);
    Usage usage =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 100)
            .with(UsageUnit.INPUT_IMAGE_TOKENS, 60)
            .with(UsageUnit.CACHE_READ_TOKENS, 30)
            .with(UsageUnit.OUTPUT_TOKENS, 21)
            .with(UsageUnit.REASONING_TOKENS, 8)
            .build();

    settle(newer, Settlements.of("acme", "chat", "big", EndState.COMPLETED, usage));

    Map<String, Double> lines = Page.lines(newer);
    assertThat(byModality(lines, "usage_input_tokens"))
        .isEqualTo("text 40 image 60 audio 0 unknown 0");
    assertThat(byModality(lines, "usage_output_tokens"))
        .isEqualTo("text 21 image 0 audio 0 unknown 0");
    assertThat(byModality(lines, "usage_cache_read_input_tokens"))
        .isEqualTo("text 0 image 0 audio 0 unknown 30");
    assertThat(Page.sum(newer, "gen_ai_client_inference_usage_reasoning_output_tokens_total"))
        .isEqualTo(8);
    assertThat(Page.sum(newer, "gen_ai_client_inference_operation_input_tokens_sum"))
        .isEqualTo(100);
    assertThat(Page.sum(newer, "gen_ai_client_inference_duration_seconds_count")).isEqualTo(1);
    assertThat(newer.page(null).text()).doesNotContain("gen_ai_client_token_usage");
  }

  @Test
  void settled_failureInDevelopment_counts0AndStandsInNoHistogramOfTokens() {
    GatewayMetrics newer = metrics(GenAiNames.DEVELOPMENT);

    newer.settled(
        Settlements.of("acme", "chat", "big", EndState.FAILED_BEFORE_OUTPUT, Usage.UNREPORTED),
        new Times(1, OptionalLong.empty(), 2, 1),
        OutputGaps.NONE);

    assertThat(byModality(Page.lines(newer), "usage_input_tokens"))
        .isEqualTo("text 0 image 0 audio 0 unknown 0");
    assertThat(Page.sum(newer, "gen_ai_client_inference_operation_input_tokens_count")).isZero();
    assertThat(newer.page(null).text()).contains("error_type=\"failed_before_output\"");
  }

  @Test
  void of_optedInByEnvironment_takesTheNamesInDevelopment() {
    MetricsConfig silent = new MetricsConfig(Optional.empty(), List.of(), Optional.empty());
    GatewayMetrics opted =
        GatewayMetrics.of(
            silent,
            Map.of("OTEL_SEMCONV_STABILITY_OPT_IN", "http, gen_ai_latest_experimental"),
            () -> Settlements.CONFIG);
    GatewayMetrics told =
        GatewayMetrics.of(
            new MetricsConfig(Optional.of(GenAiNames.V1_36), List.of(), Optional.empty()),
            Map.of("OTEL_SEMCONV_STABILITY_OPT_IN", "gen_ai_latest_experimental"),
            () -> Settlements.CONFIG);

    settle(opted, Settlements.completed());
    settle(told, Settlements.completed());

    assertThat(opted.page(null).text()).contains("gen_ai_client_inference_duration_seconds_count");
    assertThat(told.page(null).text()).contains("gen_ai_system=");
  }

  private static String byModality(Map<String, Double> lines, String name) {
    StringBuilder found = new StringBuilder();
    for (String modality : List.of("text", "image", "audio", "unknown")) {
      lines.forEach(
          (line, value) -> {
            if (line.startsWith("gen_ai_client_inference_" + name + "_total{")
                && line.contains("gen_ai_token_modality=\"" + modality + "\"")) {
              found.append(modality).append(' ').append(value.longValue()).append(' ');
            }
          });
    }
    return found.toString().trim();
  }
}
