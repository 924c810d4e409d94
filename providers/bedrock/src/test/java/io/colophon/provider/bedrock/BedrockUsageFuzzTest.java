package io.colophon.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Noise;
import io.colophon.provider.testkit.OddNumber;
import io.colophon.provider.testkit.UsageTruth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was truly used, told as Bedrock tells it, is read as it was. */
class BedrockUsageFuzzTest {
  private static final int PAYLOADS = 3_000;

  private static UsageTruth truth(Random random) {
    UsageTruth truth = UsageTruth.none();
    long uncached = UsageTruth.count(random, 500_000);
    long read = truth.part(random, UsageUnit.CACHE_READ_TOKENS, 500_000);
    long written = truth.part(random, UsageUnit.CACHE_WRITE_TOKENS, 500_000);
    long five = truth.part(random, UsageUnit.CACHE_WRITE_5M_TOKENS, written);
    truth.part(random, UsageUnit.CACHE_WRITE_1H_TOKENS, written - five);
    truth.with(UsageUnit.INPUT_TOKENS, uncached + read + written);
    truth.with(UsageUnit.OUTPUT_TOKENS, UsageTruth.count(random, 64_000));
    return truth;
  }

  private static Map<String, Object> render(UsageTruth truth) {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put(
        "inputTokens",
        truth.orZero(UsageUnit.INPUT_TOKENS)
            - truth.orZero(UsageUnit.CACHE_READ_TOKENS)
            - truth.orZero(UsageUnit.CACHE_WRITE_TOKENS));
    usage.put("outputTokens", truth.orZero(UsageUnit.OUTPUT_TOKENS));
    usage.put(
        "totalTokens",
        truth.orZero(UsageUnit.INPUT_TOKENS) + truth.orZero(UsageUnit.OUTPUT_TOKENS));
    truth
        .get(UsageUnit.CACHE_READ_TOKENS)
        .ifPresent(value -> usage.put("cacheReadInputTokens", value));
    truth
        .get(UsageUnit.CACHE_WRITE_TOKENS)
        .ifPresent(value -> usage.put("cacheWriteInputTokens", value));
    List<Object> details = new ArrayList<>();
    truth
        .get(UsageUnit.CACHE_WRITE_1H_TOKENS)
        .ifPresent(value -> details.add(Map.of("ttl", "1h", "inputTokens", value)));
    truth
        .get(UsageUnit.CACHE_WRITE_5M_TOKENS)
        .ifPresent(value -> details.add(Map.of("ttl", "5m", "inputTokens", value)));
    usage.put("cacheDetails", details);
    return usage;
  }

  private static Map<UsageUnit, Long> counts(Usage usage) {
    Map<UsageUnit, Long> counts = new LinkedHashMap<>();
    usage.quantities().forEach((unit, known) -> counts.put(unit, known.value()));
    return counts;
  }

  @Test
  void usage_anyTruth_isReadBackAsItWas() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      Map<String, Object> payload = Noise.in(render(truth), random);
      Usage usage = BedrockUsage.read(Json.tree(payload));
      assertThat(counts(usage)).as("seed %s: %s", seed, payload).isEqualTo(truth.counts());
      assertThat(usage.isSuspect()).isFalse();
    }
  }

  @Test
  void usage_hostileOutput_isClampedAndNotedAndTheRestStands() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      OddNumber odd = OddNumber.ALL.get(random.nextInt(OddNumber.ALL.size()));
      Map<String, Object> payload = render(truth);
      payload.put("outputTokens", odd.written());
      Usage usage = BedrockUsage.read(Json.tree(Noise.in(payload, random)));
      assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).isEqualTo(odd.takenFor());
      assertThat(usage.suspicions())
          .extracting(Suspicion::unit)
          .containsExactly(UsageUnit.OUTPUT_TOKENS);
      Map<UsageUnit, Long> others = new LinkedHashMap<>(truth.counts());
      others.remove(UsageUnit.OUTPUT_TOKENS);
      assertThat(counts(usage)).containsAllEntriesOf(others);
    }
  }

  @Test
  void usage_unknownLifetime_isPassedOver() {
    Usage usage =
        BedrockUsage.read(
            Json.read(
                "{\"inputTokens\":5,\"cacheWriteInputTokens\":7,"
                    + "\"cacheDetails\":[{\"ttl\":\"1d\",\"inputTokens\":7},null,3]}"));
    assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(12);
    assertThat(usage.value(UsageUnit.CACHE_WRITE_5M_TOKENS)).isEmpty();
    assertThat(usage.isSuspect()).isFalse();
  }
}
