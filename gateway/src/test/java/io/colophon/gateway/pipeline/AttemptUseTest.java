package io.colophon.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.usage.TokenCounter;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.GenerationRequest.Audio;
import io.colophon.provider.spi.GenerationRequest.AudioKind;
import io.colophon.provider.spi.GenerationRequest.Video;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptUseTest {
  private static final TokenCounter COUNTER = new TokenCounter();

  /** Tokens by OpenAI's cookbook, "How to count tokens with tiktoken": o200k 8, cl100k 9. */
  private static final List<String> BIRTHDAY = List.of("お誕", "生日おめ", "でとう");

  /** From the same: 6 tokens by either. */
  private static final String GREAT = "tiktoken is great!";

  private static final GenerationRequest REQUEST =
      GenerationRequest.Text.of(Prompt.of(new TargetModel("m"), GREAT));

  @Test
  void used_brokeOffAndCounted_isTheTokenizersFigure() {
    AttemptUse use = birthday("gpt-4o", Optional.empty());

    use.uncounted(REQUEST).orElseThrow().accept(COUNTER);

    assertThat(output(use)).isEqualTo(new Quantity.Known(8, Quantity.Source.COUNTED_LOCALLY));
    assertThat(use.used(REQUEST).of(UsageUnit.INPUT_TOKENS))
        .isEqualTo(new Quantity.Known(6, Quantity.Source.ESTIMATED));
    assertThat(use.used(REQUEST).isSuspect()).isFalse();
  }

  @Test
  void used_brokeOffAndNotCounted_isTheEstimatesLowerBound() {
    AttemptUse use = birthday("gpt-4o", Optional.empty());

    assertThat(use.uncounted(REQUEST)).isPresent();

    assertThat(((Quantity.Known) output(use)).source()).isEqualTo(Quantity.Source.ESTIMATED);
    assertThat(((Quantity.Known) output(use)).value()).isBetween(1L, 8L);
  }

  @Test
  void used_moreComesAfterItIsToBeCounted_isLeftOut() {
    AttemptUse use = birthday("gpt-4o", Optional.empty());
    var count = use.uncounted(REQUEST).orElseThrow();
    use.saw(new GenerationEvent.TextDelta(GREAT));

    count.accept(COUNTER);

    assertThat(use.used(REQUEST).value(UsageUnit.OUTPUT_TOKENS)).hasValue(8);
  }

  @Test
  void used_upstreamHadSaidMore_isTheUpstreamsFigure() {
    AttemptUse use = birthday("gpt-4o", Optional.empty());
    use.saw(
        new GenerationEvent.UsedSoFar(
            Usage.from(Quantity.Source.PROVIDER_PARTIAL)
                .with(UsageUnit.OUTPUT_TOKENS, 30)
                .build()));

    use.uncounted(REQUEST).orElseThrow().accept(COUNTER);

    assertThat(output(use)).isEqualTo(new Quantity.Known(30, Quantity.Source.PROVIDER_PARTIAL));
  }

  @Test
  void used_endedWithoutUsage_isCountedAndSuspect() {
    AttemptUse use = birthday("gpt-4", Optional.empty());
    use.saw(new GenerationEvent.Finished(FinishReason.STOP, Usage.UNREPORTED));

    use.uncounted(REQUEST).orElseThrow().accept(COUNTER);

    assertThat(output(use)).isEqualTo(new Quantity.Known(9, Quantity.Source.COUNTED_LOCALLY));
    assertThat(use.used(REQUEST).suspicions())
        .extracting(Suspicion::unit)
        .containsExactlyInAnyOrder(UsageUnit.INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS);
  }

  @Test
  void uncounted_upstreamSaidAll_isNothing() {
    AttemptUse use = birthday("gpt-4o", Optional.empty());
    use.saw(
        new GenerationEvent.Finished(
            FinishReason.STOP,
            Usage.from(Quantity.Source.PROVIDER_FINAL)
                .with(UsageUnit.INPUT_TOKENS, 13)
                .with(UsageUnit.OUTPUT_TOKENS, 8)
                .build()));

    assertThat(use.uncounted(REQUEST)).isEmpty();
  }

  @Test
  void uncounted_noTokenizerOrNoAnswer_isNothing() {
    assertThat(birthday("qwen-plus", Optional.empty()).uncounted(REQUEST)).isEmpty();
    assertThat(AttemptUse.of("gpt-4o").uncounted(REQUEST)).isEmpty();
  }

  @Test
  void uncounted_deploymentHasANameOfItsOwn_goesByTheModelThatAnswers() {
    AttemptUse use = birthday("our-chat", Optional.of(new ServedModel("gpt-4o-2024-08-06")));

    use.uncounted(REQUEST).orElseThrow().accept(COUNTER);

    assertThat(use.used(REQUEST).value(UsageUnit.OUTPUT_TOKENS)).hasValue(8);
  }

  @Test
  void uncounted_hostNamesAnotherModelThanWasAsked_goesByTheOneAsked() {
    assertThat(
            birthday("qwen-plus", Optional.of(new ServedModel("gpt-3.5-turbo"))).uncounted(REQUEST))
        .isEmpty();
  }

  @Test
  void used_speechNobodyCounted_isTheCodePointsOfTheText() {
    GenerationRequest request =
        Audio.of(Prompt.of(new TargetModel("tts"), "日本🌊"), AudioKind.SPEECH);
    AttemptUse brokeOff = AttemptUse.of("tts");
    brokeOff.saw(new GenerationEvent.Accepted(Optional.empty(), List.of()));
    AttemptUse ended = AttemptUse.of("tts");
    ended.saw(new GenerationEvent.Finished(FinishReason.STOP, Usage.UNREPORTED));
    AttemptUse counted = AttemptUse.of("tts");
    Usage said =
        Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.INPUT_CHARACTERS, 5).build();
    counted.saw(new GenerationEvent.Finished(FinishReason.STOP, said));

    Usage three =
        Usage.from(Quantity.Source.COUNTED_LOCALLY).with(UsageUnit.INPUT_CHARACTERS, 3).build();
    assertThat(brokeOff.used(request)).isEqualTo(three);
    assertThat(ended.used(request)).isEqualTo(three);
    assertThat(counted.used(request)).isEqualTo(said);
  }

  @Test
  void used_filmNobodyMeasured_isTheLengthAskedForOfEachThatCameWhole() {
    GenerationRequest request = video(Optional.of(Duration.ofSeconds(8)));
    AttemptUse brokeOff = AttemptUse.of("film");
    brokeOff.saw(chunk(false));
    AttemptUse ended = AttemptUse.of("film");
    ended.saw(chunk(false));
    ended.saw(chunk(true));
    ended.saw(new GenerationEvent.Finished(FinishReason.STOP, Usage.UNREPORTED));

    assertThat(brokeOff.used(request)).isEqualTo(Usage.UNREPORTED);
    assertThat(ended.used(request))
        .isEqualTo(
            Usage.from(Quantity.Source.ESTIMATED).with(UsageUnit.VIDEO_MILLIS, 8000).build());
    assertThat(ended.used(video(Optional.empty()))).isEqualTo(Usage.UNREPORTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = AudioKind.class,
      names = {"MUSIC", "SOUND"})
  void used_soundNobodyMeasured_isTheLengthAskedFor(AudioKind kind) {
    GenerationRequest request =
        new Audio(
            Prompt.of(new TargetModel("m"), "rain"),
            kind,
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.of(Duration.ofMillis(2500)),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());
    AttemptUse use = AttemptUse.of("m");
    use.saw(chunk(true));
    use.saw(new GenerationEvent.Finished(FinishReason.STOP, Usage.UNREPORTED));

    assertThat(use.used(request))
        .isEqualTo(
            Usage.from(Quantity.Source.ESTIMATED).with(UsageUnit.AUDIO_MILLIS, 2500).build());
  }

  private static AttemptUse birthday(String model, Optional<ServedModel> served) {
    AttemptUse use = AttemptUse.of(model);
    use.saw(new GenerationEvent.Accepted(served, List.of()));
    BIRTHDAY.forEach(piece -> use.saw(new GenerationEvent.TextDelta(piece)));
    return use;
  }

  private static Quantity output(AttemptUse use) {
    return use.used(REQUEST).of(UsageUnit.OUTPUT_TOKENS);
  }

  private static GenerationEvent chunk(boolean last) {
    return new GenerationEvent.MediaChunk(0, "video/mp4", ByteBuffer.allocate(1), last);
  }

  private static GenerationRequest video(Optional<Duration> length) {
    return new Video(
        Prompt.of(new TargetModel("film"), "sea"),
        Optional.empty(),
        length,
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }
}
