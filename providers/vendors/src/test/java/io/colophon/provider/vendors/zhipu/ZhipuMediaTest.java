package io.colophon.provider.vendors.zhipu;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.pieces.Trial;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZhipuMediaTest {
  private static final String IMAGES = "/v4/images/generations";
  private static final String VIDEOS = "/v4/videos/generations";
  private static final String RESULT = "/v4/async-result/t-1";
  private static final byte[] PNG = SampleMedia.png(new PixelSize(8, 8), 1);

  private Trial trial = new Trial(ZhipuDouble::open);

  @AfterEach
  void close() {
    trial.close();
  }

  private static GenerationRequest.Image image() {
    GenerationRequest.Image plain =
        GenerationRequest.Image.of(
            new Prompt(
                new TargetModel("cogview"),
                List.of(Message.user("a boat")),
                List.of(),
                Map.of("quality", "hd")));
    return new GenerationRequest.Image(
        plain.prompt(),
        Optional.of(new PixelSize(1024, 768)),
        1,
        plain.format(),
        plain.steps(),
        plain.guidance(),
        OptionalLong.of(7),
        plain.negativePrompt(),
        plain.source(),
        plain.mask(),
        plain.strength(),
        plain.controls());
  }

  private static GenerationRequest.Video video(Optional<Part.Media> firstFrame) {
    return new GenerationRequest.Video(
        new Prompt(
            new TargetModel("cogvideox"),
            List.of(Message.user("a boat sails")),
            List.of(),
            Map.of("with_audio", true)),
        Optional.of(new PixelSize(640, 360)),
        Optional.of(Duration.ofSeconds(8)),
        OptionalInt.of(24),
        Optional.empty(),
        OptionalLong.empty(),
        firstFrame);
  }

  private void filmAnswers(Answer... results) {
    trial
        .upstream()
        .on(
            "POST",
            VIDEOS,
            Answer.json(
                "{\"model\":\"cogvideox\",\"id\":\"t-1\",\"request_id\":\"r\","
                    + "\"task_status\":\"PROCESSING\"}"));
    trial.upstream().on("GET", RESULT, results);
    trial.upstream().on("GET", "/f.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()));
  }

  private Answer film() {
    return Answer.json(
        "{\"model\":\"cogvideox\",\"request_id\":\"r\",\"task_status\":\"SUCCESS\","
            + "\"video_result\":[{\"cover_image_url\":\"http://x/c.png\",\"url\":\""
            + trial.upstream().uri("/f.mp4")
            + "\"}]}");
  }

  @Test
  void picture_isFetchedAtOnceAndCounted() {
    trial
        .upstream()
        .on(
            "POST",
            IMAGES,
            Answer.json(
                "{\"created\":1,\"data\":[{\"url\":\""
                    + trial.upstream().uri("/p.png")
                    + "\"}],\"content_filter\":[{\"role\":\"assistant\",\"level\":3}]}"));
    trial.upstream().on("GET", "/p.png", Answer.bytes("image/png", PNG));

    CollectingSubscriber answer = trial.whole(image());

    assertThat(answer.media(0)).isEqualTo(PNG);
    assertThat(Trial.counts(answer)).containsOnly(Map.entry("images", 1L));
    assertThat(Trial.changes(answer)).containsExactly("image.seed DROPPED");
    assertThat(Json.read(trial.upstream().requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"model":"cogview","prompt":"a boat","size":"1024x768","watermark_enabled":true,
                "quality":"hd"}
                """));
    assertThat(trial.upstream().requests().get(1).headers()).doesNotContainKey("authorization");
  }

  @Test
  void picture_isRefused_isContentRefused() {
    trial
        .upstream()
        .on("POST", IMAGES, Answer.json(400, "{\"error\":{\"code\":\"1301\",\"message\":\"m\"}}"));

    assertThat(trial.kind(image())).isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void picture_isMissing_isMalformed() {
    trial.upstream().on("POST", IMAGES, Answer.json("{\"created\":1,\"data\":[]}"));

    assertThat(trial.kind(image())).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void film_isMadeAndFetched() {
    filmAnswers(Answer.json("{\"task_status\":\"PROCESSING\"}"), film());

    CollectingSubscriber answer = trial.whole(video(Optional.empty()));

    assertThat(answer.media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(answer.events()).contains(new GenerationEvent.Submitted("t-1"));
    assertThat(Trial.counts(answer)).isEmpty();
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder(
            "video.size CLAMPED", "video.fps CLAMPED", "video.duration CLAMPED");
    assertThat(Json.read(trial.upstream().requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"model":"cogvideox","prompt":"a boat sails","watermark_enabled":true,
                "size":"1280x720","fps":30,"duration":10,"with_audio":true}
                """));
  }

  @Test
  void film_fromAFirstFrameWithoutLabel_saysBoth() {
    trial.close();
    trial =
        new Trial(
            (upstream, context) ->
                new ZhipuFactory()
                    .create(
                        "z",
                        ZhipuDouble.config(upstream, "k", ZhipuConfig.Auth.AUTO, false),
                        context));
    filmAnswers(film());

    trial.whole(
        video(Optional.of(new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3})))));

    assertThat(trial.upstream().requests().get(0).text())
        .contains("\"image_url\":\"data:image/png;base64,AQID\"")
        .contains("\"watermark_enabled\":false");
  }

  @Test
  void film_policyForgoesTheVendorsLabel_isAskedWithoutIt() {
    filmAnswers(film());
    trial.run(p -> p.generate(video(Optional.empty()), Trial.withoutVendorLabel()));
    assertThat(trial.upstream().requests().get(0).text()).contains("\"watermark_enabled\":false");
  }

  @Test
  void film_fails_isAFailure() {
    filmAnswers(Answer.json("{\"task_status\":\"FAIL\",\"request_id\":\"r\"}"));

    assertThat(trial.kind(video(Optional.empty()))).isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void film_failsWithAReason_isThatReason() {
    filmAnswers(
        Answer.json("{\"task_status\":\"FAIL\",\"error\":{\"code\":\"1301\",\"message\":\"m\"}}"));

    assertThat(trial.kind(video(Optional.empty()))).isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void film_isDoneWithoutAFilm_endsAsFiltered() {
    filmAnswers(Answer.json("{\"task_status\":\"SUCCESS\",\"video_result\":[]}"));

    CollectingSubscriber answer = trial.whole(video(Optional.empty()));

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void resume_knownFilm_asksAndSubmitsNothing() {
    filmAnswers(film());

    CollectingSubscriber answer =
        trial.run(provider -> provider.resume(video(Optional.empty()), "t-1", Trial.options()));

    assertThat(answer.media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(trial.upstream().requests()).noneMatch(sent -> sent.method().equals("POST"));
  }

  @Test
  void speech_isUnsupported() {
    assertThat(
            trial.kind(
                GenerationRequest.Audio.of(Trial.prompt("x"), GenerationRequest.AudioKind.SPEECH)))
        .isEqualTo(FailureKind.UNSUPPORTED);
  }
}
