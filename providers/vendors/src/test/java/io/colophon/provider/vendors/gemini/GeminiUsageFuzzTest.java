package io.colophon.provider.vendors.gemini;

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

/** What was truly used, told as the vendor tells it over a stream, is read as it was. */
class GeminiUsageFuzzTest {
  private static final int PAYLOADS = 3_000;

  private static UsageTruth truth(Random random) {
    UsageTruth truth = UsageTruth.none();
    long prompt = 1 + UsageTruth.count(random, 1_000_000);
    long tools = truth.part(random, UsageUnit.TOOL_PROMPT_TOKENS, 50_000);
    truth.with(UsageUnit.INPUT_TOKENS, prompt + tools);
    truth.part(random, UsageUnit.CACHE_READ_TOKENS, prompt);
    long audio = truth.part(random, UsageUnit.INPUT_AUDIO_TOKENS, prompt);
    truth.part(random, UsageUnit.INPUT_VIDEO_TOKENS, prompt - audio);
    truth.part(
        random, UsageUnit.CACHE_READ_AUDIO_TOKENS, truth.orZero(UsageUnit.CACHE_READ_TOKENS));
    long visible = UsageTruth.count(random, 64_000);
    long thoughts = truth.part(random, UsageUnit.REASONING_TOKENS, 32_000);
    truth.with(UsageUnit.OUTPUT_TOKENS, visible + thoughts);
    truth.part(random, UsageUnit.OUTPUT_IMAGE_TOKENS, visible);
    return truth;
  }

  private static Map<String, Object> render(UsageTruth truth, Random random) {
    long tools = truth.orZero(UsageUnit.TOOL_PROMPT_TOKENS);
    long thoughts = truth.orZero(UsageUnit.REASONING_TOKENS);
    long input = truth.orZero(UsageUnit.INPUT_TOKENS);
    long output = truth.orZero(UsageUnit.OUTPUT_TOKENS);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("promptTokenCount", input - tools);
    put(metadata, "toolUsePromptTokenCount", truth, UsageUnit.TOOL_PROMPT_TOKENS);
    put(metadata, "cachedContentTokenCount", truth, UsageUnit.CACHE_READ_TOKENS);
    put(metadata, "thoughtsTokenCount", truth, UsageUnit.REASONING_TOKENS);
    // Its JSON leaves out a count of zero; the total then tells it.
    if (output - thoughts > 0 || random.nextBoolean()) {
      metadata.put("candidatesTokenCount", output - thoughts);
    }
    metadata.put("totalTokenCount", input + output);
    metadata.put(
        "promptTokensDetails",
        list(
            random,
            entry("TEXT", 5),
            part("AUDIO", truth, UsageUnit.INPUT_AUDIO_TOKENS),
            part("VIDEO", truth, UsageUnit.INPUT_VIDEO_TOKENS)));
    metadata.put(
        "cacheTokensDetails",
        list(random, part("AUDIO", truth, UsageUnit.CACHE_READ_AUDIO_TOKENS)));
    metadata.put(
        "candidatesTokensDetails",
        list(random, part("IMAGE", truth, UsageUnit.OUTPUT_IMAGE_TOKENS), entry("DOCUMENT", 3)));
    return metadata;
  }

  private static Map<String, Object> entry(String modality, long count) {
    return Map.of("modality", modality, "tokenCount", count);
  }

  /** One entry, or two that add up. */
  private static List<Map<String, Object>> part(String modality, UsageTruth truth, UsageUnit unit) {
    if (truth.get(unit).isEmpty()) {
      return List.of();
    }
    long count = truth.orZero(unit);
    return count % 2 == 0
        ? List.of(entry(modality, count))
        : List.of(entry(modality, count / 3), entry(modality, count - count / 3));
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Random random, Object... parts) {
    List<Object> list = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof List<?> several) {
        list.addAll((List<Object>) several);
      } else {
        list.add(part);
      }
    }
    java.util.Collections.shuffle(list, random);
    return list;
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

  @Test
  void usage_anyTruthOverAnyChunks_isReadBackAsItWas() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      GeminiUsage usage = new GeminiUsage();
      // Counts run up from chunk to chunk: what came before is less, and none of it is added.
      for (int chunk = random.nextInt(5); chunk > 0; chunk--) {
        usage.read(
            Json.tree(
                Map.of(
                    "promptTokenCount", truth.orZero(UsageUnit.INPUT_TOKENS) / (chunk + 1),
                    "totalTokenCount", truth.orZero(UsageUnit.OUTPUT_TOKENS) / (chunk + 1))));
      }
      Map<String, Object> payload = Noise.in(render(truth, random), random);
      usage.read(Json.tree(payload));
      if (random.nextBoolean()) {
        usage.read(Json.object()); // a last chunk without any
      }
      assertThat(counts(usage.usage())).as("seed %s: %s", seed, payload).isEqualTo(truth.counts());
      assertThat(usage.usage().isSuspect()).isFalse();
    }
  }

  @Test
  void usage_hostileCandidates_areNotedAndTheRestStands() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      OddNumber odd = OddNumber.ALL.get(random.nextInt(OddNumber.ALL.size()));
      Map<String, Object> payload = render(truth, random);
      payload.put("candidatesTokenCount", odd.written());
      GeminiUsage reader = new GeminiUsage();
      reader.read(Json.tree(Noise.in(payload, random)));
      Usage usage = reader.usage();
      if (odd.takenFor().isPresent()) {
        assertThat(usage.value(UsageUnit.OUTPUT_TOKENS))
            .hasValue(
                Math.min(
                    OddNumber.MOST,
                    odd.takenFor().getAsLong() + truth.orZero(UsageUnit.REASONING_TOKENS)));
      } else {
        assertThat(usage.value(UsageUnit.OUTPUT_TOKENS)).isEmpty();
      }
      assertThat(usage.suspicions())
          .extracting(Suspicion::unit)
          .containsExactly(UsageUnit.OUTPUT_TOKENS);
      Map<UsageUnit, Long> others = new LinkedHashMap<>(truth.counts());
      others.remove(UsageUnit.OUTPUT_TOKENS);
      assertThat(counts(usage)).containsAllEntriesOf(others);
    }
  }
}
