package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.local.audio.Tool;
import io.colophon.provider.spi.Adapter;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.GenerationRequest.Audio;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.RequiresTool;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.sound.midi.MidiSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests get: outputs, reports, usage and refusals. */
final class LocalProviderRequestTest {
  private static final String TALK = "The weather is fine today, and so are we.";

  @TempDir static Path cache;
  private static Bench bench;

  @BeforeAll
  static void open() {
    bench = new Bench(cache, 2, 16);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @ParameterizedTest
  @RequiresTool("ffprobe")
  @CsvSource({
    "audio/wav, pcm_s16le, 16000",
    "audio/mpeg, mp3, 16000",
    "audio/ogg, opus, 48000",
    "audio/flac, flac, 16000"
  })
  void speech_anyFormat_isAFileOfThatFormat(String mimeType, String codec, String rate)
      throws Exception {
    CollectingSubscriber stream = bench.whole(Requests.format(Requests.speech(TALK), mimeType));
    Path file = Files.write(cache.resolve("speech"), stream.media(0));
    assertThat(Tool.probe("codec_name", file)).isEqualTo(codec);
    assertThat(Tool.probe("sample_rate", file)).isEqualTo(rate);
    double reported = usage(stream).value(UsageUnit.AUDIO_MILLIS).orElseThrow() / 1000.0;
    assertThat(Tool.seconds(file)).isBetween(reported - 0.1, reported + 0.15);
  }

  @Test
  void speech_usage_isCountedAndReportedAsFinal() {
    Usage usage = usage(bench.whole(Requests.speech(TALK)));
    assertThat(usage.value(UsageUnit.INPUT_CHARACTERS)).hasValue(TALK.length());
    long millis = usage.value(UsageUnit.AUDIO_MILLIS).orElseThrow();
    assertThat(millis).isBetween(1_800L, 4_500L);
    // 34 operations a sample at 16 kHz; the trimmed silence was computed as well.
    assertThat(usage.value(UsageUnit.FLOP).orElseThrow())
        .isBetween(millis * 16 * 34, millis * 16 * 34 * 3 / 2);
    assertThat(usage.value(UsageUnit.CPU_NANOS).orElseThrow()).isPositive();
  }

  @Test
  void speech_doubleSpeed_takesHalfTheTime() {
    long own = millis(bench.whole(Requests.speech(TALK)));
    long fast = millis(bench.whole(Requests.speed(Requests.speech(TALK), 2)));
    assertThat((double) fast / own).isBetween(0.4, 0.6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 4.1, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void speech_speedOutOfRange_isInvalidAndNamesValueAndRange(double speed) {
    ProviderException failure = bench.failure(Requests.speed(Requests.speech(TALK), speed));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure).hasMessage("audio.speed is " + speed + ", expected 0.25 to 4.0");
  }

  @Test
  void speech_otherLanguage_isUnsupportedAndSaysWhere() {
    ProviderException failure = bench.failure(Requests.language(Requests.speech(TALK), "fr"));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("fr").hasMessageContaining("local-speech-espeak");
  }

  @Test
  void speech_chineseTextForTheEnglishVoice_isUnsupported() {
    ProviderException failure = bench.failure(Requests.speech("今天天气很好。"));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure.getMessage()).doesNotContain("今天");
  }

  @Test
  void speech_fewUnspeakableCharacters_areReported() {
    CollectingSubscriber stream = bench.whole(Requests.speech("Good morning, 世界 🙂!"));
    assertThat(translation(stream, "prompt").detail()).startsWith("3 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "...", "!?"})
  void speech_nothingToSay_isInvalid(String text) {
    assertThat(bench.failure(Requests.speech(text)).kind()).isEqualTo(FailureKind.INVALID_REQUEST);
  }

  @Test
  void speech_tooLong_isInvalidAndNamesTheLimit() {
    ProviderException failure = bench.failure(Requests.speech("a ".repeat(5001)));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure).hasMessage("length of the prompt is 10002, expected 1 to 10000 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/aac", "audio/midi", "video/mp4", ""})
  void speech_formatNotOffered_isUnsupportedAndListsWhatIs(String mimeType) {
    ProviderException failure = bench.failure(Requests.format(Requests.speech(TALK), mimeType));
    assertThat(failure.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(failure).hasMessageContaining("audio/flac, audio/mpeg, audio/ogg, audio/wav");
  }

  @Test
  @RequiresTool("espeak-ng")
  void espeak_chinese_speaksAndSaysThatItsComputingIsUnknown() {
    CollectingSubscriber stream = bench.whole(Requests.speech("local-speech-espeak", "今天天气很好。"));
    assertThat(millis(stream)).isBetween(900L, 5_000L);
    assertThat(usage(stream).value(UsageUnit.FLOP)).isEmpty();
    assertThat(usage(stream).value(UsageUnit.CPU_NANOS)).isEmpty();
  }

  @Test
  @RequiresTool("espeak-ng")
  void espeak_unknownLanguage_isUnsupported() {
    Audio request = Requests.speech("local-speech-espeak", TALK);
    assertThat(bench.failure(Requests.language(request, "xx")).kind())
        .isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  @RequiresTool("espeak-ng")
  void espeak_speedBeyondTheProgram_isClampedAndReported() {
    Audio request = Requests.speech("local-speech-espeak", TALK);
    CollectingSubscriber stream = bench.whole(Requests.speed(request, 4));
    assertThat(translation(stream, "audio.speed").change()).isEqualTo(Translation.Change.CLAMPED);
  }

  @Test
  void espeak_notInstalled_isNotOffered() {
    LocalProviderConfig without =
        new LocalProviderConfig(Optional.empty(), 16, Optional.empty(), cache.resolve("espeak-ng"));
    try (Bench other = new Bench(cache, without)) {
      assertThat(other.provider().models())
          .noneMatch(model -> model.name().equals("local-speech-espeak"));
      assertThat(other.failure(Requests.speech("local-speech-espeak", TALK)).kind())
          .isEqualTo(FailureKind.MODEL_UNAVAILABLE);
    }
  }

  @Test
  void music_midi_isReadByTheJdkAndSameForTheSameSeed() throws Exception {
    Audio request =
        Requests.format(Requests.music("happy folk", Duration.ofSeconds(12)), "audio/midi");
    byte[] file = bench.whole(request).media(0);
    assertThat(MidiSystem.getSequence(new ByteArrayInputStream(file)).getMicrosecondLength())
        .isBetween(11_900_000L, 12_100_000L);
    assertThat(bench.whole(request).media(0)).isEqualTo(file);
  }

  @Test
  void music_lengthInThePrompt_isUsedWhereTheRequestSaysNone() {
    Prompt prompt = Bench.prompt("procedural-music", "3 seconds of harp");
    Audio request = Audio.of(prompt, GenerationRequest.AudioKind.MUSIC);
    assertThat(millis(bench.whole(request))).isEqualTo(3_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 999, 300_001, Long.MAX_VALUE / 1_000_000})
  void music_lengthOutOfRange_isInvalidAndNamesTheRange(long millis) {
    ProviderException failure = bench.failure(Requests.music("piano", Duration.ofMillis(millis)));
    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
    assertThat(failure)
        .hasMessage("audio.duration is " + millis + " ms, expected 1000 to 300000 ms");
  }

  @Test
  void music_soundfontUnreadable_isInternalAndTriedAgain() throws Exception {
    Path broken = Files.writeString(cache.resolve("broken.sf2"), "no soundbank");
    LocalProviderConfig config =
        new LocalProviderConfig(Optional.of(1), 4, Optional.of(broken), cache.resolve("espeak-ng"));
    try (Bench other = new Bench(cache, config)) {
      GenerationRequest request = Requests.music("piano", Duration.ofSeconds(1));
      for (int i = 0; i < 2; i++) {
        ProviderException failure = other.failure(request);
        assertThat(failure.kind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(failure)
            .hasMessageContaining("broken.sf2")
            .hasCauseInstanceOf(java.io.IOException.class);
      }
    }
  }

  @Test
  void translations_nameEverythingThatIsNotUsed() {
    Prompt prompt =
        new Prompt(
            Bench.prompt("procedural-music", "x").model(),
            List.of(Message.of(Message.Role.SYSTEM, "Be brief."), Message.user("calm piano")),
            List.of(new Adapter("lora-1", 1)),
            Map.of("cfg_rescale", 1.0));
    Audio plain = Audio.of(prompt, GenerationRequest.AudioKind.MUSIC);
    Audio request =
        new Audio(
            prompt,
            plain.kind(),
            Optional.of("alice"),
            plain.format(),
            java.util.OptionalDouble.of(1),
            Optional.of(Duration.ofSeconds(1)),
            Optional.of("de"),
            plain.seed(),
            plain.source());
    CollectingSubscriber stream = bench.whole(request);
    assertThat(accepted(stream).translations())
        .allMatch(translation -> translation.change() == Translation.Change.DROPPED)
        .extracting(Translation::parameter)
        .containsExactlyInAnyOrder(
            "extensions.cfg_rescale",
            "adapters.lora-1",
            "messages",
            "audio.voice",
            "audio.speed",
            "audio.language");
    assertThat(accepted(stream).model().orElseThrow().name()).isEqualTo("procedural-music");
  }

  @Test
  void factory_isFoundByItsType() {
    assertThat(ServiceLoader.load(ProviderFactory.class))
        .anyMatch(factory -> factory.type().equals("local"));
  }

  @Test
  void config_outOfRange_isRefusedWithKeyValueAndRange() {
    assertThatThrownBy(
            () ->
                new LocalProviderConfig(
                    Optional.of(0), 16, Optional.empty(), Path.of("/usr/bin/espeak-ng")))
        .hasMessage("workers is 0, expected 1 to 256");
    assertThatThrownBy(
            () ->
                new LocalProviderConfig(
                    Optional.empty(), -1, Optional.empty(), Path.of("/usr/bin/espeak-ng")))
        .hasMessage("queue is -1, expected 0 to 10000");
  }

  private static GenerationEvent.Accepted accepted(CollectingSubscriber stream) {
    return (GenerationEvent.Accepted) stream.events().get(0);
  }

  private static Translation translation(CollectingSubscriber stream, String parameter) {
    return accepted(stream).translations().stream()
        .filter(translation -> translation.parameter().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  private static Usage usage(CollectingSubscriber stream) {
    return stream.finished().orElseThrow().usage();
  }

  private static long millis(CollectingSubscriber stream) {
    return usage(stream).value(UsageUnit.AUDIO_MILLIS).orElseThrow();
  }
}
