package io.colophon.provider.vendors.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Noise;
import io.colophon.provider.testkit.OddNumber;
import io.colophon.provider.testkit.UsageTruth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was truly used, told as the vendor tells it over a stream, is read as it was. */
class MessagesUsageFuzzTest {
  private static final int PAYLOADS = 3_000;

  private static UsageTruth truth(Random random) {
    UsageTruth truth = UsageTruth.none();
    long uncached = UsageTruth.count(random, 500_000);
    long read = 0;
    long written = 0;
    if (random.nextBoolean()) {
      read = UsageTruth.count(random, 500_000);
      truth.with(UsageUnit.CACHE_READ_TOKENS, read);
    }
    if (random.nextBoolean()) {
      long five = UsageTruth.count(random, 100_000);
      long hour = UsageTruth.count(random, 100_000);
      written = five + hour;
      truth.with(UsageUnit.CACHE_WRITE_TOKENS, written);
      if (random.nextBoolean()) {
        truth.with(UsageUnit.CACHE_WRITE_5M_TOKENS, five);
        truth.with(UsageUnit.CACHE_WRITE_1H_TOKENS, hour);
      }
    }
    truth.with(UsageUnit.INPUT_TOKENS, uncached + read + written);
    truth.with(UsageUnit.OUTPUT_TOKENS, UsageTruth.count(random, 64_000));
    if (random.nextInt(5) == 0) {
      truth.with(UsageUnit.WEB_SEARCHES, random.nextInt(4));
    }
    return truth;
  }

  private static Map<String, Object> render(UsageTruth truth) {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put(
        "input_tokens",
        truth.orZero(UsageUnit.INPUT_TOKENS)
            - truth.orZero(UsageUnit.CACHE_READ_TOKENS)
            - truth.orZero(UsageUnit.CACHE_WRITE_TOKENS));
    put(usage, "cache_read_input_tokens", truth.get(UsageUnit.CACHE_READ_TOKENS));
    put(usage, "cache_creation_input_tokens", truth.get(UsageUnit.CACHE_WRITE_TOKENS));
    Map<String, Object> byLife = new LinkedHashMap<>();
    put(byLife, "ephemeral_5m_input_tokens", truth.get(UsageUnit.CACHE_WRITE_5M_TOKENS));
    put(byLife, "ephemeral_1h_input_tokens", truth.get(UsageUnit.CACHE_WRITE_1H_TOKENS));
    if (!byLife.isEmpty()) {
      usage.put("cache_creation", byLife);
    }
    put(usage, "output_tokens", truth.get(UsageUnit.OUTPUT_TOKENS));
    truth
        .get(UsageUnit.WEB_SEARCHES)
        .ifPresent(
            searches -> usage.put("server_tool_use", Map.of("web_search_requests", searches)));
    return usage;
  }

  private static void put(Map<String, Object> object, String key, OptionalLong value) {
    value.ifPresent(count -> object.put(key, count));
  }

  private static Map<UsageUnit, Long> counts(Usage usage) {
    Map<UsageUnit, Long> counts = new LinkedHashMap<>();
    usage.quantities().forEach((unit, known) -> counts.put(unit, known.value()));
    return counts;
  }

  @Test
  void usage_anyTruthInOnePiece_isReadBackAsItWas() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      MessagesUsage usage = new MessagesUsage();
      usage.take(Json.tree(Noise.in(render(truth), random)));
      assertThat(counts(usage.build())).as("seed %s", seed).isEqualTo(truth.counts());
      assertThat(usage.build().isSuspect()).isFalse();
    }
  }

  @Test
  void usage_startAndManyDeltas_lastCountsAndNoneAreAdded() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      Map<String, Object> all = render(truth);
      MessagesUsage usage = new MessagesUsage();
      Map<String, Object> start = new LinkedHashMap<>(all);
      start.put("output_tokens", 1);
      usage.take(Json.tree(Noise.in(start, random)));
      long output = truth.orZero(UsageUnit.OUTPUT_TOKENS);
      for (int delta = random.nextInt(4); delta > 0; delta--) {
        usage.take(Json.tree(Map.of("output_tokens", output / (delta + 1))));
      }
      // Some hosts repeat the input in the last event, others say null there.
      Map<String, Object> last = random.nextBoolean() ? new LinkedHashMap<>(all) : nulls(all);
      last.put("output_tokens", output);
      usage.take(Json.tree(Noise.in(last, random)));
      assertThat(counts(usage.build())).as("seed %s", seed).isEqualTo(truth.counts());
    }
  }

  private static Map<String, Object> nulls(Map<String, Object> all) {
    Map<String, Object> nulls = new LinkedHashMap<>();
    all.keySet().forEach(key -> nulls.put(key, null));
    return nulls;
  }

  @Test
  void usage_hostileOutput_isClampedAndNotedAndTheRestStands() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      OddNumber odd = OddNumber.ALL.get(random.nextInt(OddNumber.ALL.size()));
      Map<String, Object> payload = render(truth);
      payload.put("output_tokens", odd.written());
      MessagesUsage reader = new MessagesUsage();
      reader.take(Json.tree(Noise.in(payload, random)));
      Usage usage = reader.build();
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
  void usage_hostileCache_makesTheInputSuspectAsWell() {
    for (OddNumber odd : OddNumber.ALL) {
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("input_tokens", 10);
      payload.put("cache_read_input_tokens", odd.written());
      MessagesUsage reader = new MessagesUsage();
      reader.take(Json.tree(payload));
      Usage usage = reader.build();
      long expected = Math.min(OddNumber.MOST, 10 + odd.takenFor().orElse(0));
      assertThat(usage.value(UsageUnit.INPUT_TOKENS)).as("%s", odd).hasValue(expected);
      assertThat(usage.suspicions())
          .extracting(Suspicion::unit)
          .containsExactlyInAnyOrder(UsageUnit.CACHE_READ_TOKENS, UsageUnit.INPUT_TOKENS);
    }
  }

  @Test
  void usage_laterSoundCount_clearsAnEarlierSuspicion() {
    MessagesUsage usage = new MessagesUsage();
    usage.take(Json.tree(Map.of("output_tokens", -1)));
    usage.take(Json.tree(Map.of("output_tokens", 7)));
    assertThat(usage.build().value(UsageUnit.OUTPUT_TOKENS)).hasValue(7);
    assertThat(usage.build().isSuspect()).isFalse();
  }

  @Test
  void usage_writesByLifetimeAlone_addUpToTheWrites() {
    MessagesUsage usage = new MessagesUsage();
    usage.take(
        Json.read(
            "{\"input_tokens\":4,\"cache_creation\":{\"ephemeral_5m_input_tokens\":3,"
                + "\"ephemeral_1h_input_tokens\":2}}"));
    assertThat(usage.build().value(UsageUnit.CACHE_WRITE_TOKENS)).hasValue(5);
    assertThat(usage.build().value(UsageUnit.INPUT_TOKENS)).hasValue(9);
  }
}
