package io.colophon.gateway.metrics;

import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;

/**
 * Tokens by modality ({@code gen_ai.token.modality}: text, image, audio, or unknown where the
 * upstream does not divide them; tokens of film are unknown to the conventions). A call that failed
 * and reported nothing counts as 0, and its tokens stand in no histogram.
 */
final class TokenCounters {
  private final ByModality input;
  private final ByModality output;
  private final ByModality cacheRead;
  private final WholeCounter cacheWrite;
  private final WholeCounter reasoning;
  private final Histogram inputOfOne;
  private final Histogram outputOfOne;
  private final boolean writesText;
  private final boolean succeeds;

  private record ByModality(
      WholeCounter text, WholeCounter image, WholeCounter audio, WholeCounter unknown) {

    static ByModality of(Instruments instruments, Family family, Labels labels) {
      return new ByModality(
          one(instruments, family, labels, "text"),
          one(instruments, family, labels, "image"),
          one(instruments, family, labels, "audio"),
          one(instruments, family, labels, "unknown"));
    }

    private static WholeCounter one(
        Instruments instruments, Family family, Labels labels, String modality) {
      return instruments.whole(family, labels.with("gen_ai.token.modality", modality));
    }

    /** Divides a whole into the parts that are known and a rest. */
    void add(
        long whole, OptionalLong images, OptionalLong sounds, OptionalLong films, boolean isText) {
      boolean divided = images.isPresent() || sounds.isPresent() || films.isPresent();
      long ofImages = Math.min(whole, images.orElse(0));
      long ofSounds = Math.min(whole - ofImages, sounds.orElse(0));
      long ofFilms = Math.min(whole - ofImages - ofSounds, films.orElse(0));
      long rest = whole - ofImages - ofSounds - ofFilms;
      image.add(ofImages);
      audio.add(ofSounds);
      unknown.add(ofFilms);
      (divided || isText ? text : unknown).add(rest);
    }
  }

  TokenCounters(
      GenAiTable.TokenFamilies families,
      Labels labels,
      Modality modality,
      boolean succeeds,
      Instruments instruments) {
    this.input = ByModality.of(instruments, families.input(), labels);
    this.output = ByModality.of(instruments, families.output(), labels);
    this.cacheRead = ByModality.of(instruments, families.cacheRead(), labels);
    this.cacheWrite =
        instruments.whole(families.cacheWrite(), labels.with("gen_ai.token.modality", "unknown"));
    this.reasoning =
        instruments.whole(families.reasoning(), labels.with("gen_ai.token.modality", "text"));
    this.inputOfOne = instruments.histogram(families.inputOfOne(), labels);
    this.outputOfOne = instruments.histogram(families.outputOfOne(), labels);
    this.writesText = modality == Modality.TEXT;
    this.succeeds = succeeds;
  }

  void record(Usage usage) {
    OptionalLong read = usage.value(UsageUnit.INPUT_TOKENS);
    OptionalLong written = usage.value(UsageUnit.OUTPUT_TOKENS);
    input.add(
        read.orElse(0),
        usage.value(UsageUnit.INPUT_IMAGE_TOKENS),
        usage.value(UsageUnit.INPUT_AUDIO_TOKENS),
        usage.value(UsageUnit.INPUT_VIDEO_TOKENS),
        false);
    output.add(
        written.orElse(0),
        usage.value(UsageUnit.OUTPUT_IMAGE_TOKENS),
        usage.value(UsageUnit.OUTPUT_AUDIO_TOKENS),
        OptionalLong.empty(),
        writesText);
    cacheRead.add(
        usage.value(UsageUnit.CACHE_READ_TOKENS).orElse(0),
        usage.value(UsageUnit.CACHE_READ_IMAGE_TOKENS),
        usage.value(UsageUnit.CACHE_READ_AUDIO_TOKENS),
        usage.value(UsageUnit.CACHE_READ_VIDEO_TOKENS),
        false);
    cacheWrite.add(usage.value(UsageUnit.CACHE_WRITE_TOKENS).orElse(0));
    reasoning.add(usage.value(UsageUnit.REASONING_TOKENS).orElse(0));
    if (succeeds) {
      if (read.isPresent()) {
        inputOfOne.record(read.getAsLong());
      }
      if (written.isPresent()) {
        outputOfOne.record(written.getAsLong());
      }
    }
  }
}
