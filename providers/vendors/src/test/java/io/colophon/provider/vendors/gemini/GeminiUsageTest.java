package io.colophon.provider.vendors.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.junit.jupiter.api.Test;

class GeminiUsageTest {

  private static Usage of(String... chunks) {
    GeminiUsage usage = new GeminiUsage();
    for (String chunk : chunks) {
      usage.read(Json.read(chunk));
    }
    return usage.usage();
  }

  @Test
  void usage_cumulativeChunks_lastCountsAndNoneAreAdded() {
    Usage usage =
        of(
            "{\"promptTokenCount\":10,\"candidatesTokenCount\":3}",
            "{\"promptTokenCount\":10,\"candidatesTokenCount\":8}");

    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(10);
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(8);
  }

  @Test
  void usage_explicitZero_isZeroAndNotUnreported() {
    Usage usage = of("{\"promptTokenCount\":10,\"candidatesTokenCount\":0}");

    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(0);
    assertThat(usage.value(UsageUnit.CACHE_READ_TOKENS)).isEmpty();
  }

  @Test
  void usage_candidatesLeftOut_takenFromTheTotal() {
    Usage usage = of("{\"promptTokenCount\":10,\"thoughtsTokenCount\":6,\"totalTokenCount\":16}");

    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(6);
    assertThat(usage.value(UsageUnit.REASONING_TOKENS)).hasValue(6);
  }

  @Test
  void usage_nothingSaid_nothingReported() {
    assertThat(of("{}").quantities()).isEmpty();
  }

  @Test
  void usage_toolPrompt_isInput() {
    assertThat(
            of("{\"promptTokenCount\":10,\"toolUsePromptTokenCount\":5}")
                .value(UsageUnit.INPUT_TOKENS))
        .hasValue(15);
  }
}
