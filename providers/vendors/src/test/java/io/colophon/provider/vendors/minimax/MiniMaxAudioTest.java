package io.colophon.provider.vendors.minimax;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.GenerationRequest.AudioKind;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiniMaxAudioTest {
  private static final String SPEECH = "/v1/t2a_v2";
  private static final String MUSIC = "/v1/music_generation";
  private static final String EXTRA =
      ",\"extra_info\":{\"audio_length\":1500,\"audio_size\":4,\"usage_characters\":6,"
          + "\"audio_format\":\"mp3\"}";

  private Trial trial = open(true);

  private static Trial open(boolean label) {
    return new Trial((upstream, context) -> MiniMaxDouble.open(upstream, context, label));
  }

  @AfterEach
  void close() {
    trial.close();
  }

  private static GenerationRequest.Audio request(
      AudioKind kind, Optional<String> voice, String format, Map<String, Object> extensions) {
    return new GenerationRequest.Audio(
        new Prompt(
            new TargetModel("speech-x"), List.of(Message.user("你好。")), List.of(), extensions),
        kind,
        voice,
        Optional.of(format),
        OptionalDouble.of(4),
        kind == AudioKind.MUSIC ? Optional.of(Duration.ofSeconds(20)) : Optional.empty(),
        Optional.of("zh-CN"),
        OptionalLong.empty(),
        Optional.empty());
  }

  private static GenerationRequest.Audio speech(String format) {
    return request(
        AudioKind.SPEECH, Optional.of("v1"), format, Map.of("emotion", "calm", "volume", 2));
  }

  @Test
  void speech_withTheLabel_comesInOnePiece() {
    trial
        .upstream()
        .on("POST", SPEECH, Answer.json(MiniMaxDouble.speech(new byte[] {1, 2, 3, 4}, 2, EXTRA)));

    CollectingSubscriber answer = trial.whole(speech("audio/mpeg"));

    assertThat(answer.media(0)).containsExactly(1, 2, 3, 4);
    assertThat(Trial.counts(answer))
        .containsOnly(Map.entry("input_characters", 6L), Map.entry("audio_millis", 1500L));
    assertThat(Trial.changes(answer)).containsExactly("audio.speed CLAMPED");
    assertThat(trial.lastBody())
        .isEqualTo(
            Json.read(
                """
                {"model":"speech-x","text":"你好。","stream":false,"output_format":"url",
                "aigc_watermark":true,"voice_setting":{"voice_id":"v1","speed":2.0,"vol":2,
                "emotion":"calm"},"audio_setting":{"format":"mp3"},"language_boost":"Chinese"}
                """));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 65536})
  void speech_withoutTheLabel_isStreamedAndNotRepeated(int bytes) {
    trial.close();
    trial = open(false);
    trial
        .upstream()
        .on(
            "POST",
            SPEECH,
            Answer.events(
                    "data: " + MiniMaxDouble.speech(new byte[] {1, 2}, 1, "") + "\n\n",
                    "data: " + MiniMaxDouble.speech(new byte[] {3, 4}, 1, "") + "\n\n",
                    "data: " + MiniMaxDouble.speech(new byte[] {1, 2, 3, 4}, 2, EXTRA) + "\n\n")
                .cutEvery(bytes));

    CollectingSubscriber answer = trial.whole(speech("audio/mpeg"));

    assertThat(answer.media(0)).containsExactly(1, 2, 3, 4);
    assertThat(Trial.counts(answer)).containsEntry("audio_millis", 1500L);
    assertThat(trial.lastBody().toString())
        .contains("\"stream\":true", "\"exclude_aggregated_audio\":true")
        .contains("\"aigc_watermark\":false");
  }

  @Test
  void speech_behindALink_isFetchedAtOnce() {
    String link = trial.upstream().uri("/s.mp3").toString();
    trial
        .upstream()
        .on(
            "POST",
            SPEECH,
            Answer.json("{\"data\":{\"audio\":\"" + link + "\",\"status\":2}" + EXTRA + "}"))
        .on("GET", "/s.mp3", Answer.bytes("audio/mp3", new byte[] {7, 8}));

    CollectingSubscriber answer = trial.whole(speech("audio/mpeg"));

    assertThat(answer.media(0)).containsExactly(7, 8);
    assertThat(Trial.counts(answer)).containsEntry("audio_millis", 1500L);
    assertThat(trial.upstream().requests().get(1).headers()).doesNotContainKey("authorization");
  }

  @Test
  void music_behindALink_isFetchedAtOnce() {
    String link = trial.upstream().uri("/m").toString();
    trial
        .upstream()
        .on("POST", MUSIC, Answer.json("{\"data\":{\"audio\":\"" + link + "\",\"status\":2}}"))
        .on("GET", "/m", Answer.bytes("application/octet-stream", new byte[] {7, 8}));

    CollectingSubscriber answer =
        trial.whole(request(AudioKind.MUSIC, Optional.empty(), "audio/mpeg", Map.of()));

    assertThat(answer.media(0)).containsExactly(7, 8);
    assertThat(Trial.counts(answer)).isEmpty();
  }

  @Test
  void speech_asWav_isNeverStreamed() {
    trial.close();
    trial = open(false);
    trial.upstream().on("POST", SPEECH, Answer.json(MiniMaxDouble.speech(new byte[] {1}, 2, "")));

    trial.whole(speech("audio/wav"));

    assertThat(trial.lastBody().path("stream").asBoolean(true)).isFalse();
  }

  @Test
  void speech_withoutAVoice_hasTheDeploymentsVoice() {
    trial.upstream().on("POST", SPEECH, Answer.json(MiniMaxDouble.speech(new byte[] {1}, 2, "")));

    trial.whole(request(AudioKind.SPEECH, Optional.empty(), "audio/mpeg", Map.of()));

    assertThat(trial.lastBody().path("voice_setting").path("voice_id").asString())
        .isEqualTo("male-qn-qingse");
  }

  @Test
  void stream_endsBeforeItsLastEvent_isUnreachable() {
    trial.close();
    trial = open(false);
    trial
        .upstream()
        .on(
            "POST",
            SPEECH,
            Answer.events("data: " + MiniMaxDouble.speech(new byte[] {1}, 1, "") + "\n\n"));

    assertThat(trial.kind(speech("audio/mpeg"))).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void speech_isEmpty_isMalformed() {
    trial.upstream().on("POST", SPEECH, Answer.json(MiniMaxDouble.speech(new byte[0], 2, EXTRA)));

    assertThat(trial.kind(speech("audio/mpeg"))).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void speech_isNotHexadecimal_isMalformed() {
    trial.upstream().on("POST", SPEECH, Answer.json("{\"data\":{\"audio\":\"zz\",\"status\":2}}"));

    assertThat(trial.kind(speech("audio/mpeg"))).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void speech_isRefused_isWhatTheNumberSays() {
    trial.upstream().on("POST", SPEECH, MiniMaxDouble.error(1026));

    assertThat(trial.kind(speech("audio/mpeg"))).isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void music_withoutWords_isInstrumental() {
    trial
        .upstream()
        .on(
            "POST",
            MUSIC,
            Answer.json(
                MiniMaxDouble.speech(
                    new byte[] {5, 6}, 2, ",\"extra_info\":{\"music_duration\":25364}")));

    CollectingSubscriber answer =
        trial.whole(
            request(AudioKind.MUSIC, Optional.empty(), "audio/wav", Map.of("sample_rate", 44100)));

    assertThat(answer.media(0)).containsExactly(5, 6);
    assertThat(Trial.counts(answer)).containsOnly(Map.entry("audio_millis", 25364L));
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder(
            "audio.speed DROPPED", "audio.duration DROPPED", "audio.language DROPPED");
    assertThat(trial.lastBody())
        .isEqualTo(
            Json.read(
                """
                {"model":"speech-x","prompt":"你好。","output_format":"url","aigc_watermark":true,
                "is_instrumental":true,"audio_setting":{"format":"wav","sample_rate":44100}}
                """));
  }

  @Test
  void music_withWords_hasThem() {
    trial.upstream().on("POST", MUSIC, Answer.json(MiniMaxDouble.speech(new byte[] {5}, 2, "")));

    trial.whole(
        request(AudioKind.MUSIC, Optional.empty(), "audio/mpeg", Map.of("lyrics", "[verse]\nla")));

    assertThat(trial.lastBody().path("lyrics").asString()).isEqualTo("[verse]\nla");
    assertThat(trial.lastBody().has("is_instrumental")).isFalse();
  }

  @Test
  void sound_isUnsupported() {
    assertThat(trial.kind(request(AudioKind.SOUND, Optional.empty(), "audio/mpeg", Map.of())))
        .isEqualTo(FailureKind.UNSUPPORTED);
  }
}
