package io.colophon.metering.compute;

import static io.colophon.metering.compute.Runs.basis;
import static io.colophon.metering.compute.Runs.card;
import static io.colophon.metering.compute.Runs.counted;
import static io.colophon.metering.compute.Runs.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.colophon.metering.environment.Accelerator.Precision;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.GenerationRequest.AudioKind;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundModelTest {

  // GFLOP for a second of sound.
  @ParameterizedTest
  @CsvSource({
    "bark,            390, 3",
    "orpheus-3b,      500, 2",
    "cosyvoice2-0.5b,  25, 0.1",
    "musicgen-large,  660, 0.1",
    "hifi-gan,         30, 0.1"
  })
  void flop_aSecondOfSound_matchesTheCheckValues(String model, double gflop, double percent) {
    Usage second = counted(Map.of(UsageUnit.AUDIO_MILLIS, 1000L));
    assertThat(value(run(card(model), second, RunShape.UNKNOWN).flop()).best() / 1e9)
        .isCloseTo(gflop, withinPercentage(percent));
  }

  @Test
  void flop_whisperWindow_matchesTheCheckValues() {
    Recognizer whisper = (Recognizer) card("whisper-large-v3").network();
    assertThat(whisper.encoderFlop(Corner.BEST) / 1e12).isCloseTo(2.28, within(0.005));
    assertThat(120 * whisper.decoderFlop(Corner.BEST) / 1e12).isCloseTo(0.25, within(0.005));
    Interval window = transcribed(30_000, -1);
    assertThat(window.best() / 1e12).isCloseTo(2.53, within(0.01));
    assertThat(window.best() / 30 / 1e9).isCloseTo(84, within(0.5));
  }

  @Test
  void flop_recordingOfPartOfAWindow_costsTheWholeEncoder() {
    double encoder = ((Recognizer) card("whisper-large-v3").network()).encoderFlop(Corner.BEST);
    assertThat(transcribed(1, 0)).isEqualTo(Interval.of(encoder));
    assertThat(transcribed(30_001, 0)).isEqualTo(Interval.of(2 * encoder));
    assertThat(transcribed(0, 0)).isEqualTo(Interval.ZERO);
  }

  @Test
  void flop_tokensReported_goBeforeTheUsualNumber() {
    Recognizer whisper = (Recognizer) card("whisper-large-v3").network();
    assertThat(transcribed(30_000, 7).best())
        .isEqualTo(whisper.encoderFlop(Corner.BEST) + 7 * whisper.decoderFlop(Corner.BEST));
  }

  @Test
  void flop_lengthNotReported_followsFromTheCharacters() {
    RunShape english = RunShape.of(speech("A sentence of exactly forty-five characters.."));
    assertThat(english.characters()).isEqualTo(45);
    assertThat(english.wideScript()).isFalse();
    ComputeEstimate estimate = run(card("orpheus-3b"), Usage.UNREPORTED, english);
    assertThat(value(estimate.flop()).best()).isCloseTo(3 * 2 * 3e9 * 83, withinPercentage(0.01));
    assertThat(basis(estimate.flop())).contains("length from the characters to be spoken");

    RunShape chinese = RunShape.of(speech("今天天气很好啊对吧"));
    assertThat(chinese.wideScript()).isTrue();
    assertThat(value(run(card("orpheus-3b"), Usage.UNREPORTED, chinese).flop()).best())
        .isCloseTo(2 * 2 * 3e9 * 83, withinPercentage(0.01));
  }

  @Test
  void flop_musicOfNoSaidLength_isTheUsualOneAndSaysSo() {
    RunShape music =
        RunShape.of(
            GenerationRequest.Audio.of(Prompt.of(new TargetModel("m"), "jazz"), AudioKind.MUSIC));
    ComputeEstimate estimate = run(card("musicgen-small"), Usage.UNREPORTED, music);
    assertThat(value(estimate.flop()).best()).isEqualTo(10 * 2 * 0.3e9 * 100);
    assertThat(basis(estimate.flop())).contains("the model's usual length");
    assertThat(run(card("hifi-gan"), Usage.UNREPORTED, music).flop())
        .isEqualTo(new Figure.Unknown("the length of the sound is neither reported nor asked for"));
  }

  @Test
  void seconds_sequentialStages_useTheHardwareAsDecodingDoes() {
    SoundNetwork vocoder =
        new SoundNetwork(
            List.of(new SoundNetwork.Tokens(Interval.of(1e8), Interval.of(10 * 50), false)), 0);
    SoundNetwork written =
        new SoundNetwork(
            List.of(new SoundNetwork.Tokens(Interval.of(1e8), Interval.of(10 * 50), true)), 0);
    Usage minute = counted(Map.of(UsageUnit.AUDIO_MILLIS, 60_000L));
    double atOnce = seconds(vocoder, minute);
    assertThat(atOnce).isCloseTo(60 * 2 * 1e8 * 500 / (989.5e12 * 0.40), withinPercentage(1e-6));
    assertThat(seconds(written, minute) / atOnce).isCloseTo(0.40 / 0.07, withinPercentage(1e-6));
  }

  private static double seconds(SoundNetwork network, Usage usage) {
    ModelFacts facts =
        ModelFacts.named("sound")
            .withNetwork(network)
            .withAccelerator(Accelerators.get("h100"), Precision.BITS_16);
    return value(run(facts, usage, RunShape.UNKNOWN).acceleratorSeconds()).best();
  }

  private static Interval transcribed(long millis, long tokens) {
    Usage usage =
        counted(
            tokens < 0
                ? Map.of(UsageUnit.INPUT_AUDIO_MILLIS, millis)
                : Map.of(UsageUnit.INPUT_AUDIO_MILLIS, millis, UsageUnit.OUTPUT_TOKENS, tokens));
    return value(
        Runs.by(
                RecognizerModel.onKnown(),
                card("whisper-large-v3"),
                Modality.AUDIO,
                usage,
                RunShape.UNKNOWN)
            .flop());
  }

  private static GenerationRequest speech(String words) {
    return GenerationRequest.Audio.of(Prompt.of(new TargetModel("m"), words), AudioKind.SPEECH);
  }

  private static ComputeEstimate run(ModelFacts model, Usage usage, RunShape run) {
    return Runs.by(SoundModel.onKnown(), model, Modality.AUDIO, usage, run);
  }
}
