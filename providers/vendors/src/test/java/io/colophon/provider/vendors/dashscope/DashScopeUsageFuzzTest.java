package io.colophon.provider.vendors.dashscope;

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
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was truly used, told as the vendor tells it, is read as it was. */
class DashScopeUsageFuzzTest {
  private static final int PAYLOADS = 3_000;

  private static UsageTruth truth(Random random) {
    UsageTruth truth = UsageTruth.none();
    long input = UsageTruth.count(random, 1_000_000);
    truth.with(UsageUnit.INPUT_TOKENS, input);
    long cached = truth.part(random, UsageUnit.CACHE_READ_TOKENS, input);
    long written = truth.part(random, UsageUnit.CACHE_WRITE_TOKENS, input - cached);
    truth.part(random, UsageUnit.CACHE_WRITE_5M_TOKENS, written);
    long image = truth.part(random, UsageUnit.INPUT_IMAGE_TOKENS, input);
    truth.part(random, UsageUnit.INPUT_AUDIO_TOKENS, input - image);
    long output = UsageTruth.count(random, 64_000);
    truth.with(UsageUnit.OUTPUT_TOKENS, output);
    truth.part(random, UsageUnit.REASONING_TOKENS, output);
    return truth;
  }

  private static Map<String, Object> render(UsageTruth truth, boolean newer) {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("input_tokens", truth.orZero(UsageUnit.INPUT_TOKENS));
    usage.put("output_tokens", truth.orZero(UsageUnit.OUTPUT_TOKENS));
    usage.put(
        "total_tokens",
        truth.orZero(UsageUnit.INPUT_TOKENS) + truth.orZero(UsageUnit.OUTPUT_TOKENS));
    Map<String, Object> prompt = new LinkedHashMap<>();
    put(prompt, "cached_tokens", truth, UsageUnit.CACHE_READ_TOKENS);
    put(prompt, "cache_creation_input_tokens", truth, UsageUnit.CACHE_WRITE_TOKENS);
    Map<String, Object> byLife = new LinkedHashMap<>();
    put(byLife, "ephemeral_5m_input_tokens", truth, UsageUnit.CACHE_WRITE_5M_TOKENS);
    prompt.put("cache_creation", byLife);
    usage.put("prompt_tokens_details", prompt);
    Map<String, Object> modalities = newer ? new LinkedHashMap<>() : usage;
    put(modalities, "image_tokens", truth, UsageUnit.INPUT_IMAGE_TOKENS);
    put(modalities, "audio_tokens", truth, UsageUnit.INPUT_AUDIO_TOKENS);
    if (newer) {
      usage.put("input_tokens_details", modalities);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "reasoning_tokens", truth, UsageUnit.REASONING_TOKENS);
    usage.put("output_tokens_details", out);
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

  @Test
  void text_anyTruth_isReadBackAsItWas() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      Map<String, Object> payload = render(truth, random.nextBoolean());
      // A field of the same name beside is of the older models; noise must not bring it in.
      Usage usage = DashScopeUsage.ofText(Json.tree(Noise.in(payload, random)));
      assertThat(counts(usage)).as("seed %s: %s", seed, payload).isEqualTo(truth.counts());
      assertThat(usage.isSuspect()).isFalse();
    }
  }

  @Test
  void text_oneFieldHostile_isClampedAndNotedAndTheRestStands() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      UsageTruth truth = truth(random);
      OddNumber odd = OddNumber.ALL.get(random.nextInt(OddNumber.ALL.size()));
      Map<String, Object> payload = render(truth, random.nextBoolean());
      payload.put("input_tokens", odd.written());
      Usage usage = DashScopeUsage.ofText(Json.tree(Noise.in(payload, random)));
      assertThat(usage.value(UsageUnit.INPUT_TOKENS)).isEqualTo(odd.takenFor());
      assertThat(usage.suspicions())
          .extracting(Suspicion::unit)
          .containsExactly(UsageUnit.INPUT_TOKENS);
      Map<UsageUnit, Long> others = new LinkedHashMap<>(truth.counts());
      others.remove(UsageUnit.INPUT_TOKENS);
      assertThat(counts(usage)).containsAllEntriesOf(others);
    }
  }

  @Test
  void media_anyTruth_isReadBackAsItWas() {
    for (int seed = 0; seed < PAYLOADS; seed++) {
      Random random = new Random(seed);
      long millis = UsageTruth.count(random, 600) * 100;
      String key = new String[] {"output_video_duration", "video_duration", "duration"}[seed % 3];
      Object seconds = random.nextBoolean() ? millis / 1000.0 : Double.toString(millis / 1000.0);
      Usage film =
          DashScopeUsage.ofFilm(Json.tree(Noise.in(Map.of(key, seconds, "SR", 720), random)));
      assertThat(counts(film)).as("%s", seconds).isEqualTo(Map.of(UsageUnit.VIDEO_MILLIS, millis));
      long pictures = UsageTruth.count(random, 8);
      assertThat(
              counts(
                  DashScopeUsage.ofPictures(
                      Json.tree(Noise.in(Map.of("image_count", pictures), random)))))
          .isEqualTo(Map.of(UsageUnit.IMAGES, pictures));
      long characters = UsageTruth.count(random, 10_000);
      assertThat(
              counts(
                  DashScopeUsage.ofSpeech(
                      Json.tree(Noise.in(Map.of("characters", characters), random)))))
          .isEqualTo(Map.of(UsageUnit.INPUT_CHARACTERS, characters));
    }
  }
}
