package io.colophon.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilmTest {
  private static final String ARN =
      "arn:aws:bedrock:eu-central-1:123456789012:async-invoke/abc123def456";
  private static final String LOOK =
      "/async-invoke/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Aasync-invoke%2Fabc123def456";

  private final HttpDouble upstream = HttpDouble.start();
  private final Provider provider =
      new BedrockFactory().create("b", BedrockDouble.config(upstream), Taken.context());

  @AfterEach
  void close() {
    provider.close();
    upstream.close();
  }

  private static GenerationRequest.Video film(String model) {
    return new GenerationRequest.Video(
        Prompt.of(new TargetModel(model), "A boat."),
        Optional.of(new PixelSize(1280, 720)),
        Optional.of(Duration.ofSeconds(9)),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.of(7),
        Optional.of(new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}))));
  }

  private static String status(String status, String more) {
    return """
    {"invocationArn":"%s","modelArn":"m","status":"%s","outputDataConfig":\
    {"s3OutputDataConfig":{"s3Uri":"s3://films/out/abc123def456"}}%s}\
    """
        .formatted(ARN, status, more);
  }

  private Taken taken(String model, String... looks) {
    upstream.on("POST", "/async-invoke", Answer.json("{\"invocationArn\":\"" + ARN + "\"}"));
    Answer[] answers = new Answer[looks.length];
    for (int i = 0; i < looks.length; i++) {
      answers[i] = Answer.json(looks[i]);
    }
    upstream.on("GET", LOOK, answers);
    return Taken.whole(provider.generate(film(model), Taken.options()));
  }

  @Test
  void generate_novaCompleted_objectOfTheBucketBySignedCall() {
    upstream.on(
        "GET",
        "/s3/films/out/abc123def456/output.mp4",
        Answer.bytes("video/mp4", SampleMedia.mp4()));

    Taken taken = taken("nova", status("InProgress", ""), status("Completed", ""));

    assertThat(taken.finished().reason()).isEqualTo(FinishReason.STOP);
    assertThat(taken.subscriber().media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(taken.all(GenerationEvent.Submitted.class))
        .containsExactly(new GenerationEvent.Submitted(ARN));
    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations())
        .extracting(change -> change.parameter() + " " + change.detail())
        .containsExactly("video.duration 9 s -> 6 s");
    Request object = upstream.requests().get(3);
    assertThat(object.header("authorization")).contains("/eu-central-1/s3/aws4_request");
    assertThat(Json.read(upstream.requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"modelId":"nova","modelInput":{"taskType":"TEXT_VIDEO",
                   "textToVideoParams":{"text":"A boat.","images":[{"format":"png",
                     "source":{"bytes":"AQID"}}]},
                   "videoGenerationConfig":{"durationSeconds":6,"fps":24,"dimension":"1280x720",
                     "seed":7}},
                 "outputDataConfig":{"s3OutputDataConfig":{"s3Uri":"s3://films/out"}},
                 "clientRequestToken":"g1"}
                """));
  }

  @Test
  void generate_luma_itsOwnInput() {
    taken("luma", status("Failed", ",\"failureMessage\":\"Broke.\"")).failed(FailureKind.INTERNAL);

    assertThat(Json.read(upstream.requests().get(0).body()).path("modelInput"))
        .isEqualTo(
            Json.read(
                """
                {"prompt":"A boat.","aspect_ratio":"16:9","resolution":"720p","duration":"9s",
                 "keyframes":{"frame0":{"type":"image","source":{"type":"base64",
                   "media_type":"image/png","data":"AQID"}}}}
                """));
  }

  @Test
  void generate_filteredByPolicy_contentFiltered() {
    Taken taken =
        taken(
            "nova",
            status(
                "Failed",
                ",\"failureMessage\":\"This request has been blocked by our content filters.\""));

    assertThat(taken.finished().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void generate_objectIsForbidden_failsWithoutAFilm() {
    upstream.on(
        "GET",
        "/s3/films/out/abc123def456/output.mp4",
        Answer.of(403)
            .header("content-type", "application/xml")
            .write("<Error><Code>AccessDenied</Code></Error>"));

    taken("nova", status("Completed", "")).failed(FailureKind.CREDENTIAL_REJECTED);
  }

  @Test
  void resume_invocationOfAnEarlierProcess_nothingBegunAgain() {
    upstream.on("GET", LOOK, Answer.json(status("Completed", "")));
    upstream.on(
        "GET",
        "/s3/films/out/abc123def456/output.mp4",
        Answer.bytes("video/mp4", SampleMedia.mp4()));

    Taken taken = Taken.whole(provider.resume(film("nova"), ARN, Taken.options()));

    assertThat(taken.subscriber().media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(upstream.requests()).extracting(Request::method).containsOnly("GET");
  }

  @Test
  void generate_throttledAtTheStart_rateLimited() {
    upstream.on(
        "POST",
        "/async-invoke",
        Answer.json(429, "{\"message\":\"m\"}").header("x-amzn-errortype", "ThrottlingException"));

    Taken.whole(provider.generate(film("nova"), Taken.options())).failed(FailureKind.RATE_LIMITED);
  }
}
