package io.colophon.provider.vendors.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashScopeSpeechTest {
  private static final String SOCKET = "/api-ws/v1/inference";
  private static final byte[] WAV = SampleMedia.wav(200, 1);

  private final Trial trial = new Trial(Deployments::open);

  @AfterEach
  void close() {
    trial.close();
  }

  private static GenerationRequest.Audio request(String words, String format) {
    return new GenerationRequest.Audio(
        new Prompt(
            new TargetModel("cosy"),
            List.of(Message.user(words)),
            List.of(),
            Map.of("instructions", "gently", "sample_rate", 16000)),
        GenerationRequest.AudioKind.SPEECH,
        Optional.of("longanyang"),
        Optional.of(format),
        OptionalDouble.of(4),
        Optional.of(Duration.ofSeconds(1)),
        Optional.of("zh-CN"),
        OptionalLong.of(7),
        Optional.empty());
  }

  @Test
  void speech_isMadeInTheOrderOfTheProtocol() {
    SpeechDouble double1 = new SpeechDouble(WAV);
    trial.upstream().onSocket(SOCKET, double1);

    CollectingSubscriber answer = trial.whole(request("你好。", "audio/wav"));

    assertThat(answer.media(0)).isEqualTo(WAV);
    assertThat(Trial.counts(answer)).containsOnly(Map.entry("input_characters", 5L));
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("audio.duration DROPPED", "audio.speed CLAMPED");
    assertThat(double1.credentials()).containsExactly("bearer sk-test");
    String taskId = double1.commands().get(0).path("header").path("task_id").asString();
    assertThat(taskId).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(double1.commands())
        .containsExactly(
            Json.read(
                """
                {"header":{"action":"run-task","task_id":"%s","streaming":"duplex"},
                "payload":{"task_group":"audio","task":"tts","function":"SpeechSynthesizer",
                "model":"cosy","parameters":{"text_type":"PlainText","voice":"longanyang",
                "format":"wav","rate":2.0,"language_hints":["zh"],"seed":7,
                "enable_aigc_tag":true,"instruction":"gently","sample_rate":16000},"input":{}}}
                """
                    .formatted(taskId)),
            Json.read(
                """
                {"header":{"action":"continue-task","task_id":"%s","streaming":"duplex"},
                "payload":{"input":{"text":"你好。"}}}
                """
                    .formatted(taskId)),
            Json.read(
                """
                {"header":{"action":"finish-task","task_id":"%s","streaming":"duplex"},
                "payload":{"input":{}}}
                """
                    .formatted(taskId)));
  }

  @Test
  void text_isLong_goesInPiecesThatSplitNoCharacter() {
    SpeechDouble double1 = new SpeechDouble(WAV);
    trial.upstream().onSocket(SOCKET, double1);
    String words = "a".repeat(7_999) + "\uD83D\uDE00" + "b".repeat(3);

    trial.whole(request(words, "audio/wav"));

    assertThat(double1.commands()).hasSize(4);
    assertThat(double1.commands().get(1).path("payload").path("input").path("text").asString())
        .isEqualTo("a".repeat(7_999));
    assertThat(double1.commands().get(2).path("payload").path("input").path("text").asString())
        .isEqualTo("\uD83D\uDE00bbb");
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidParameter, INVALID_REQUEST",
    "Throttling.RateQuota, RATE_LIMITED",
    "DataInspectionFailed, CONTENT_REFUSED",
    "Arrearage, ACCOUNT_EXHAUSTED",
    "CLIENT_ERROR, INTERNAL"
  })
  void task_fails_isWhatItsCodeSays(String code, FailureKind kind) {
    trial
        .upstream()
        .onSocket(
            SOCKET,
            (handshake, session) -> {
              session.receive();
              session.text(
                  SpeechDouble.event(
                      "t",
                      "task-failed",
                      ",\"error_code\":\"" + code + "\",\"error_message\":\"[tts:]m\"",
                      "{}"));
              session.receive();
            });

    assertThat(trial.kind(request("x", "audio/wav"))).isEqualTo(kind);
  }

  @Test
  void task_finishesWithoutAudio_isMalformed() {
    trial
        .upstream()
        .onSocket(
            SOCKET,
            (handshake, session) -> {
              session.receive();
              session.text(SpeechDouble.event("t", "task-started", "", "{}"));
              session.text(SpeechDouble.event("t", "task-finished", "", "{}"));
              session.receive();
            });

    assertThat(trial.kind(request("x", "audio/wav"))).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void connection_isClosedUnderWay_isUnreachable() {
    trial
        .upstream()
        .onSocket(
            SOCKET,
            (handshake, session) -> {
              session.receive();
              session.text(SpeechDouble.event("t", "task-started", "", "{}"));
              session.binary(WAV);
              session.close(1011, "broke");
              session.receive();
            });

    assertThat(trial.kind(request("x", "audio/wav"))).isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void handshake_isRefused_isCredentialRejected() {
    trial
        .upstream()
        .on(
            "GET",
            SOCKET,
            Answer.json(401, "{\"code\":\"InvalidApiKey\",\"message\":\"sk-test is wrong\"}"));

    var failure = trial.failure(request("x", "audio/wav"));

    assertThat(failure.kind()).isEqualTo(FailureKind.CREDENTIAL_REJECTED);
    assertThat(failure.getMessage()).doesNotContain("sk-test");
  }

  @Test
  void format_isNotMade_becomesMp3() {
    trial.upstream().onSocket(SOCKET, new SpeechDouble(new byte[] {1, 2, 3, 4}));

    CollectingSubscriber answer = trial.whole(request("x", "audio/flac"));

    assertThat(Trial.changes(answer)).contains("audio.format CLAMPED");
    assertThat(answer.media(0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void caller_leaves_closesTheConnection() throws InterruptedException {
    CountDownLatch gone = new CountDownLatch(1);
    trial
        .upstream()
        .onSocket(
            SOCKET,
            (handshake, session) -> {
              session.receive();
              session.text(SpeechDouble.event("t", "task-started", "", "{}"));
              while (session.receive() != null) {
                // what was sent before the caller left
              }
              gone.countDown();
            });
    CollectingSubscriber answer =
        trial.start(provider -> provider.generate(request("x", "audio/wav"), Trial.options()));
    assertThat(answer.awaitEvents(1, Duration.ofSeconds(60))).isTrue();

    answer.cancel();

    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void music_isUnsupported() {
    assertThat(
            trial.kind(
                GenerationRequest.Audio.of(
                    Trial.prompt("harp"), GenerationRequest.AudioKind.MUSIC)))
        .isEqualTo(FailureKind.UNSUPPORTED);
  }
}
