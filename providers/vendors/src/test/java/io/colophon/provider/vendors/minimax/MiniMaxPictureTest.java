package io.colophon.provider.vendors.minimax;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.pieces.Trial;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MiniMaxPictureTest {
  private static final String IMAGES = "/v1/image_generation";
  private static final String VIDEOS = "/v1/video_generation";
  private static final byte[] PNG = SampleMedia.png(new PixelSize(8, 8), 1);
  private static final Part.Media PICTURE =
      new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}));

  private final Trial trial =
      new Trial((upstream, context) -> MiniMaxDouble.open(upstream, context, true));

  @AfterEach
  void close() {
    trial.close();
  }

  private static GenerationRequest.Image image(Optional<Part.Media> source) {
    return new GenerationRequest.Image(
        Trial.prompt("a boat"),
        Optional.of(new PixelSize(1021, 300)),
        2,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalLong.of(7),
        Optional.empty(),
        source,
        Optional.empty(),
        source.isPresent() ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
        List.of());
  }

  private static GenerationRequest.Video video(Optional<Part.Media> firstFrame) {
    return new GenerationRequest.Video(
        Trial.prompt("a boat sails"),
        Optional.of(new PixelSize(1366, 768)),
        Optional.of(Duration.ofMillis(5500)),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        firstFrame);
  }

  private void images(String links, String metadata) {
    trial
        .upstream()
        .on(
            "POST",
            IMAGES,
            Answer.json(
                "{\"id\":\"1\",\"data\":{\"image_urls\":["
                    + links
                    + "]},\"metadata\":"
                    + metadata
                    + MiniMaxDouble.FINE
                    + "}"));
    trial.upstream().on("GET", "/p", Answer.bytes("image/png", PNG));
  }

  private String link() {
    return "\"" + trial.upstream().uri("/p") + "\"";
  }

  @Test
  void pictures_areFetchedAtOnceAndCounted() {
    images(link() + "," + link(), "{\"failed_count\":\"0\",\"success_count\":\"2\"}");

    CollectingSubscriber answer = trial.whole(image(Optional.of(PICTURE)));

    assertThat(answer.media(1)).isEqualTo(PNG);
    assertThat(Trial.counts(answer)).containsOnly(Map.entry("images", 2L));
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("image.strength DROPPED", "image.size CLAMPED");
    assertThat(Json.read(trial.upstream().requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"model":"m","prompt":"a boat","response_format":"url","n":2,
                "aigc_watermark":true,"width":1024,"height":512,"seed":7,
                "subject_reference":[{"type":"character",
                "image_file":"data:image/png;base64,AQID"}]}
                """));
    assertThat(trial.upstream().requests().get(1).headers()).doesNotContainKey("authorization");
  }

  @Test
  void pictures_areAllWithheld_endAsFiltered() {
    images("", "{\"failed_count\":\"2\",\"success_count\":\"0\"}");

    CollectingSubscriber answer = trial.whole(image(Optional.empty()));

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void pictures_areMissing_isMalformed() {
    images("", "{}");

    assertThat(trial.kind(image(Optional.empty()))).isEqualTo(FailureKind.MALFORMED_ANSWER);
  }

  private void film(Answer... states) {
    trial
        .upstream()
        .on("POST", VIDEOS, Answer.json("{\"task_id\":\"106\"" + MiniMaxDouble.FINE + "}"))
        .on("GET", "/v1/query/video_generation", states)
        .on(
            "GET",
            "/v1/files/retrieve",
            Answer.json(
                "{\"file\":{\"file_id\":205,\"bytes\":1,\"filename\":\"output.mp4\","
                    + "\"purpose\":\"video_generation\",\"download_url\":\""
                    + trial.upstream().uri("/f.mp4")
                    + "\"}"
                    + MiniMaxDouble.FINE
                    + "}"))
        .on("GET", "/f.mp4", Answer.bytes("application/octet-stream", SampleMedia.mp4()));
  }

  private static Answer state(String status, String more) {
    return Answer.json(
        "{\"task_id\":\"106\",\"status\":\"" + status + "\"" + more + MiniMaxDouble.FINE + "}");
  }

  @Test
  void film_goesThroughItsStatesAndIsFetchedInTwoSteps() {
    film(
        state("Preparing", ""),
        state("Queueing", ""),
        state("Processing", ""),
        state("Success", ",\"file_id\":\"205\",\"video_width\":1366,\"video_height\":768"));

    CollectingSubscriber answer = trial.whole(video(Optional.of(PICTURE)));

    assertThat(answer.media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(answer.events()).contains(new GenerationEvent.Submitted("106"));
    assertThat(Trial.counts(answer)).isEmpty();
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("video.size RENAMED", "video.duration CLAMPED");
    List<Request> requests = trial.upstream().requests();
    assertThat(Json.read(requests.get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"model":"m","prompt":"a boat sails","aigc_watermark":true,
                "first_frame_image":"data:image/png;base64,AQID","resolution":"768P","duration":6}
                """));
    assertThat(requests.get(1).query()).isEqualTo("task_id=106&GroupId=g+1");
    assertThat(requests.get(5).query()).isEqualTo("file_id=205&GroupId=g+1");
    assertThat(requests.get(6).headers()).doesNotContainKey("authorization");
  }

  @Test
  void film_fails_isAFailure() {
    film(state("Fail", ""));

    assertThat(trial.kind(video(Optional.empty()))).isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void film_failsForPolicy_isContentRefused() {
    film(
        Answer.json(
            "{\"status\":\"Fail\",\"base_resp\":{\"status_code\":1027,\"status_msg\":\"m\"}}"));

    assertThat(trial.kind(video(Optional.empty()))).isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void film_isRateLimitedWhileAskedAfter_goesOn() {
    film(MiniMaxDouble.error(1002), state("Success", ",\"file_id\":205"));

    assertThat(trial.whole(video(Optional.empty())).media(0)).isEqualTo(SampleMedia.mp4());
  }

  @Test
  void film_isDoneWithoutAFile_endsAsFiltered() {
    film(state("Success", ",\"file_id\":\"\""));

    CollectingSubscriber answer = trial.whole(video(Optional.empty()));

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void resume_knownFilm_asksAndSubmitsNothing() {
    film(state("Success", ",\"file_id\":205"));

    CollectingSubscriber answer =
        trial.run(provider -> provider.resume(video(Optional.empty()), "106", Trial.options()));

    assertThat(answer.media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(trial.upstream().requests()).noneMatch(sent -> sent.method().equals("POST"));
  }
}
