package io.colophon.provider.vendors.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Noise;
import io.colophon.provider.testkit.OddNumber;
import io.colophon.provider.testkit.UsageTruth;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Usage of OpenAI's interfaces: what was truly used, said as they say it, is read as it was. */
class OpenAiUsageFuzzTest {
  private static final int PAYLOADS = 2_500;

  /** Names of one interface. */
  enum Names {
    CHAT("prompt_tokens", "completion_tokens"),
    RESPONSES("input_tokens", "output_tokens");

    final String input;
    final String output;

    Names(String input, String output) {
      this.input = input;
      this.output = output;
    }
  }

  private static UsageTruth truth(Random random) {
    UsageTruth truth = UsageTruth.none();
    long input = UsageTruth.count(random, 2_000_000);
    truth.with(UsageUnit.INPUT_TOKENS, input);
    long cached = truth.part(random, UsageUnit.CACHE_READ_TOKENS, input);
    long written = truth.part(random, UsageUnit.CACHE_WRITE_TOKENS, input - cached);
    truth.part(random, UsageUnit.CACHE_WRITE_5M_TOKENS, written);
    long audio = truth.part(random, UsageUnit.INPUT_AUDIO_TOKENS, input);
    truth.part(random, UsageUnit.INPUT_IMAGE_TOKENS, input - audio);
    long output = UsageTruth.count(random, 200_000);
    truth.with(UsageUnit.OUTPUT_TOKENS, output);
    long reasoning = truth.part(random, UsageUnit.REASONING_TOKENS, output);
    truth.part(random, UsageUnit.OUTPUT_AUDIO_TOKENS, output - reasoning);
    truth.part(random, UsageUnit.REJECTED_PREDICTION_TOKENS, output - reasoning);
    return truth;
  }

  private static Map<String, Object> render(UsageTruth truth, Names names, boolean total) {
    Map<String, Object> in = new LinkedHashMap<>();
    put(in, "cached_tokens", truth, UsageUnit.CACHE_READ_TOKENS);
    put(in, "cache_write_tokens", truth, UsageUnit.CACHE_WRITE_TOKENS);
    put(in, "audio_tokens", truth, UsageUnit.INPUT_AUDIO_TOKENS);
    put(in, "image_tokens", truth, UsageUnit.INPUT_IMAGE_TOKENS);
    Map<String, Object> byLife = new LinkedHashMap<>();
    put(byLife, "ephemeral_5m_input_tokens", truth, UsageUnit.CACHE_WRITE_5M_TOKENS);
    in.put("cache_creation", byLife);
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "reasoning_tokens", truth, UsageUnit.REASONING_TOKENS);
    put(out, "audio_tokens", truth, UsageUnit.OUTPUT_AUDIO_TOKENS);
    put(out, "rejected_prediction_tokens", truth, UsageUnit.REJECTED_PREDICTION_TOKENS);
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put(names.input, truth.orZero(UsageUnit.INPUT_TOKENS));
    usage.put(names.output, truth.orZero(UsageUnit.OUTPUT_TOKENS));
    if (total) {
      usage.put(
          "total_tokens",
          truth.orZero(UsageUnit.INPUT_TOKENS) + truth.orZero(UsageUnit.OUTPUT_TOKENS));
    }
    usage.put(names.input + "_details", in);
    usage.put(names.output + "_details", out);
    return usage;
  }

  private static void put(
      Map<String, Object> object, String key, UsageTruth truth, UsageUnit unit) {
    truth.get(unit).ifPresent(value -> object.put(key, value));
  }

  private static Map<UsageUnit, Long> counts(Usage usage) {
    Map<UsageUnit, Long> counts = new LinkedHashMap<>();
    usage.quantities().forEach((unit, known) -> counts.put(unit, known.value()));
    return counts;
  }

  @ParameterizedTest
  @EnumSource
  void usage_anyTruth_isReadBackAsItWas(Names names) {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      Map<String, Object> payload = Noise.in(render(truth, names, random.nextBoolean()), random);
      Usage usage = OpenAiUsage.read(Json.tree(payload));
      assertThat(counts(usage)).as("seed %s: %s", seed, payload).isEqualTo(truth.counts());
      assertThat(usage.suspicions()).as("seed %s", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void usage_oneFieldHostile_isClampedAndNotedAndTheRestStands(Names names) {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      OddNumber odd = OddNumber.ALL.get(random.nextInt(OddNumber.ALL.size()));
      boolean input = random.nextBoolean();
      UsageUnit unit = input ? UsageUnit.INPUT_TOKENS : UsageUnit.OUTPUT_TOKENS;
      Map<String, Object> payload = render(truth, names, random.nextBoolean());
      payload.put(input ? names.input : names.output, odd.written());
      Usage usage = OpenAiUsage.read(Json.tree(Noise.in(payload, random)));
      assertThat(usage.value(unit)).as("seed %s: %s", seed, payload).isEqualTo(odd.takenFor());
      assertThat(usage.suspicions()).extracting(Suspicion::unit).containsOnly(unit);
      Map<UsageUnit, Long> others = new LinkedHashMap<>(truth.counts());
      others.remove(unit);
      assertThat(counts(usage)).containsAllEntriesOf(others);
    }
  }

  @Test
  void usage_reasoningInTheTotalOnly_isOutputAndReasoning() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      long input = UsageTruth.count(random, 100_000);
      long visible = UsageTruth.count(random, 10_000);
      long hidden = UsageTruth.count(random, 10_000);
      boolean told =
          random.nextBoolean(); // as one vendor does, another tells it by the total alone
      Map<String, Object> payload = new LinkedHashMap<>();
      payload.put("prompt_tokens", input);
      payload.put("completion_tokens", visible);
      payload.put("total_tokens", input + visible + hidden);
      if (told) {
        payload.put("completion_tokens_details", Map.of("reasoning_tokens", hidden));
      }
      Usage usage = OpenAiUsage.read(Json.tree(Noise.in(payload, random)));
      assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).as("%s", payload).hasValue(visible + hidden);
      assertThat(usage.value(UsageUnit.REASONING_TOKENS).orElse(0)).isEqualTo(hidden);
      assertThat(usage.value(UsageUnit.INPUT_TOKENS)).hasValue(input);
      assertThat(usage.isSuspect()).isFalse();
    }
  }

  @Test
  void usage_ofTheDocumentedCase_isReadByTheTotal() {
    Usage usage =
        OpenAiUsage.read(
            Json.read("{\"prompt_tokens\":758,\"completion_tokens\":102,\"total_tokens\":1725}"));
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(967);
    assertThat(usage.value(UsageUnit.REASONING_TOKENS)).hasValue(865);
  }

  @Test
  void usage_totalThatFitsNothing_isNotedAndNotBilled() {
    Usage usage =
        OpenAiUsage.read(
            Json.read(
                "{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":99,"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}"));
    assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).hasValue(5);
    assertThat(usage.isSuspect()).isTrue();
  }

  @Test
  void usage_cacheNamesOfOtherHosts_areCacheReads() {
    for (String json :
        List.of(
            "{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":4,\"prompt_cache_miss_tokens\":5}",
            "{\"prompt_tokens\":9,\"cached_tokens\":4}",
            "{\"prompt_tokens\":9,\"prompt_tokens_details\":{\"cached_tokens\":4}}")) {
      assertThat(OpenAiUsage.read(Json.read(json)).value(UsageUnit.CACHE_READ_TOKENS))
          .as(json)
          .hasValue(4);
    }
  }

  @Test
  void usage_noObject_saysNothing() {
    for (String json : List.of("null", "[]", "\"5\"", "7", "{}", "{\"prompt_tokens\":null}")) {
      assertThat(OpenAiUsage.read(Json.read(json))).as(json).isEqualTo(Usage.UNREPORTED);
    }
  }
}
