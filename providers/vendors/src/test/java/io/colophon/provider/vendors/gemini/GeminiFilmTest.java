package io.colophon.provider.vendors.gemini;

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
import io.colophon.provider.spi.Translation;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.taking.Taken;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiFilmTest {
  private static final String OPERATION = "models/veo/operations/op1";
  private static final String NOT_YET = "{\"name\":\"" + OPERATION + "\"}";

  private final HttpDouble upstream = HttpDouble.start();
  private final Provider provider =
      new GeminiFactory().create("g", GeminiDouble.config(upstream), Taken.context());

  @AfterEach
  void close() {
    provider.close();
    upstream.close();
  }

  private static GenerationRequest.Video film() {
    return GenerationRequest.Video.of(Prompt.of(new TargetModel("veo"), "A boat."));
  }

  private Taken film(String... polls) {
    upstream.on("POST", "/v1beta/models/veo:predictLongRunning", Answer.json(NOT_YET));
    Answer[] answers = new Answer[polls.length];
    for (int i = 0; i < polls.length; i++) {
      answers[i] = Answer.json(polls[i]);
    }
    upstream.on("GET", "/v1beta/" + OPERATION, answers);
    return Taken.whole(provider.generate(film(), Taken.options()));
  }

  private String done() {
    return """
    {"name":"%s","done":true,"response":{"@type":"t","generateVideoResponse":\
    {"generatedSamples":[{"video":{"uri":"%s"}}]}}}\
    """
        .formatted(OPERATION, upstream.uri("/v1beta/files/f1:download?alt=media"));
  }

  @Test
  void generate_doneAfterTwoQuestions_filmFetchedWithTheKey() {
    upstream.on(
        "GET",
        "/v1beta/files/f1:download",
        Answer.of(302).header("location", "/download/f1").header("content-length", "0"));
    upstream.on("GET", "/download/f1", Answer.bytes("video/mp4", SampleMedia.mp4()));

    Taken taken = film(NOT_YET, done());

    assertThat(taken.media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(taken.all(GenerationEvent.Submitted.class))
        .containsExactly(new GenerationEvent.Submitted(OPERATION));
    assertThat(taken.finished().usage().quantities()).isEmpty();
    assertThat(upstream.requests()).hasSize(5);
    assertThat(upstream.requests())
        .extracting(request -> request.header("x-goog-api-key"))
        .containsOnly(GeminiDouble.KEY);
  }

  @Test
  void resume_operationOfAnEarlierProcess_nothingSubmittedAgain() {
    upstream.on("GET", "/v1beta/" + OPERATION, Answer.json(done()));
    upstream.on("GET", "/v1beta/files/f1:download", Answer.bytes("video/mp4", SampleMedia.mp4()));

    Taken taken = Taken.whole(provider.resume(film(), OPERATION, Taken.options()));

    assertThat(taken.media(0)).isEqualTo(SampleMedia.mp4());
    assertThat(upstream.requests()).extracting(Request::method).containsOnly("GET");
  }

  @Test
  void generate_everythingFiltered_contentFilteredWithoutAFilm() {
    Taken taken =
        film(
            """
            {"done":true,"response":{"generateVideoResponse":{"raiMediaFilteredCount":1,\
            "raiMediaFilteredReasons":["..."]}}}\
            """);

    assertThat(taken.finished().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
    assertThat(taken.all(GenerationEvent.MediaChunk.class)).isEmpty();
  }

  @Test
  void generate_doneWithNothing_malformed() {
    film("{\"done\":true,\"response\":{\"generateVideoResponse\":{}}}")
        .failed(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void generate_operationFails_itsKind() {
    film("{\"done\":true,\"error\":{\"code\":14,\"message\":\"busy\"}}")
        .failed(FailureKind.OVERLOADED);
  }

  @Test
  void generate_promptRefusedByPolicy_contentRefused() {
    film("{\"done\":true,\"error\":{\"code\":3,\"message\":\"This prompt contains words that"
            + " violate Google's Responsible AI practices.\"}}")
        .failed(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void generate_everyParameter_standsWhereTheApiWantsIt() {
    upstream.on(
        "POST",
        "/v1beta/models/veo:predictLongRunning",
        Answer.json(400, "{\"error\":{\"status\":\"INVALID_ARGUMENT\",\"message\":\"m\"}}"));
    GenerationRequest.Video request =
        new GenerationRequest.Video(
            new Prompt(
                new TargetModel("veo"),
                film().prompt().messages(),
                List.of(),
                Map.of("negative_prompt", "rain")),
            Optional.of(new PixelSize(1920, 1080)),
            Optional.of(Duration.ofSeconds(8)),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalLong.of(7),
            Optional.of(new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}))));

    Taken.whole(provider.generate(request, Taken.options())).failed(FailureKind.INVALID_REQUEST);

    assertThat(Json.read(upstream.requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"instances":[{"prompt":"A boat.",
                  "image":{"bytesBase64Encoded":"AQID","mimeType":"image/png"}}],
                 "parameters":{"aspectRatio":"16:9","resolution":"1080p","durationSeconds":8,
                  "seed":7,"negativePrompt":"rain"}}
                """));
  }

  @Test
  void filmBody_shortAndSquare_clampedAndSaid() {
    List<Translation> said = new java.util.ArrayList<>();
    GenerationRequest.Video request =
        new GenerationRequest.Video(
            film().prompt(),
            Optional.of(new PixelSize(512, 640)),
            Optional.of(Duration.ofSeconds(1)),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());

    FilmBody.write(request, said);

    assertThat(said)
        .containsExactly(
            new Translation("video.size", Translation.Change.CLAMPED, "512x640 -> 720x1280"),
            new Translation("video.duration", Translation.Change.CLAMPED, "1000 ms -> 4 s"));
  }
}
