package io.colophon.provider.vendors.dashscope;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashScopeVideoTest {
  private static final String SUBMIT = "/api/v1/services/aigc/video-generation/video-synthesis";
  private static final byte[] FILM = SampleMedia.mp4();

  private final Trial trial = new Trial(Deployments::open);

  @AfterEach
  void close() {
    trial.close();
  }

  private void answers(String usage) {
    trial
        .upstream()
        .on(
            "POST",
            SUBMIT,
            Answer.json("{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"PENDING\"}}"));
    trial
        .upstream()
        .on(
            "GET",
            "/api/v1/tasks/t-1",
            Answer.json("{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"RUNNING\"}}"),
            Answer.json(
                "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"SUCCEEDED\",\"video_url\":\""
                    + trial.upstream().uri("/film.mp4")
                    + "\"},\"usage\":"
                    + usage
                    + "}"));
    trial.upstream().on("GET", "/film.mp4", Answer.bytes("video/mp4", FILM).cutEvery(1000));
  }

  private static GenerationRequest.Video request(Optional<Part.Media> firstFrame) {
    return new GenerationRequest.Video(
        new Prompt(
            new TargetModel("wan"),
            List.of(Message.user("a boat sails")),
            List.of(),
            Map.of("prompt_extend", true, "negative_prompt", "rain")),
        Optional.of(new PixelSize(1280, 720)),
        Optional.of(Duration.ofMillis(4500)),
        OptionalInt.of(24),
        Optional.empty(),
        OptionalLong.of(7),
        firstFrame);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"video_duration\":5,\"video_ratio\":\"1280*720\",\"video_count\":1} | 5000",
        "{\"duration\":5,\"SR\":720,\"video_count\":1} | 5000",
        "{\"duration\":9.5,\"output_video_duration\":4.5} | 4500",
        "{} | -1"
      })
  void task_succeeds_givesFilmAndItsLength(String usage, long millis) {
    answers(usage);

    CollectingSubscriber answer = trial.whole(request(Optional.empty()));

    assertThat(answer.media(0)).isEqualTo(FILM);
    assertThat(Trial.counts(answer).getOrDefault("video_millis", -1L)).isEqualTo(millis);
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("video.fps DROPPED", "video.duration CLAMPED");
    assertThat(Json.read(trial.upstream().requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"model":"wan","input":{"prompt":"a boat sails","negative_prompt":"rain"},
                "parameters":{"watermark":true,"size":"1280*720","duration":5,"seed":7,
                "prompt_extend":true}}
                """));
  }

  @Test
  void firstFrame_makesSizeAResolution() {
    answers("{}");
    Part.Media frame = new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}));

    CollectingSubscriber answer = trial.whole(request(Optional.of(frame)));

    String body = Json.read(trial.upstream().requests().get(0).body()).toString();
    assertThat(body)
        .contains("\"img_url\":\"data:image/png;base64,AQID\"")
        .contains("\"resolution\":\"720P\"")
        .doesNotContain("\"size\"");
    assertThat(Trial.changes(answer)).contains("video.size RENAMED");
  }

  @Test
  void submission_isThrottled_isRateLimited() {
    trial
        .upstream()
        .on(
            "POST",
            SUBMIT,
            Answer.json(429, "{\"code\":\"Throttling.RateQuota\",\"message\":\"m\"}"));

    assertThat(trial.kind(request(Optional.empty()))).isEqualTo(FailureKind.RATE_LIMITED);
  }

  @Test
  void link_isGone_isAFailureOfTheUpstream() {
    answers("{}");
    trial.upstream().on("GET", "/film.mp4", Answer.json(403, "{}"));

    assertThat(trial.kind(request(Optional.empty()))).isEqualTo(FailureKind.INTERNAL);
  }
}
