package io.colophon.provider.vendors.hunyuan;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.pieces.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HunyuanImageTest {
  private static final byte[] ONE = SampleMedia.png(new PixelSize(8, 8), 1);
  private static final byte[] TWO = SampleMedia.png(new PixelSize(8, 8), 2);

  private Trial trial =
      new Trial((upstream, context) -> HunyuanDouble.open(upstream, context, true));

  @AfterEach
  void close() {
    trial.close();
  }

  private void answers(Answer... query) {
    trial.upstream().on("GET", "/one.png", Answer.bytes("image/png", ONE));
    trial.upstream().on("GET", "/two", Answer.bytes("binary/octet-stream", TWO));
    HunyuanDouble.on(
        trial.upstream(),
        Map.of(
            "SubmitHunyuanImageJob",
            List.of(HunyuanDouble.response("\"JobId\":\"j-1\"")),
            "QueryHunyuanImageJob",
            List.of(query)));
  }

  private static Answer state(String code, String more) {
    return HunyuanDouble.response("\"JobStatusCode\":\"" + code + "\"" + more);
  }

  private Answer done() {
    return state(
        "5",
        ",\"ResultImage\":[\""
            + trial.upstream().uri("/one.png")
            + "\",\""
            + trial.upstream().uri("/two")
            + "\"],\"ResultDetails\":[\"Success\",\"Success\"]");
  }

  private static GenerationRequest.Image request() {
    return new GenerationRequest.Image(
        new Prompt(
            new TargetModel("m"),
            List.of(io.colophon.provider.spi.Message.user("a boat")),
            List.of(),
            Map.of("Revise", 0)),
        Optional.of(new PixelSize(1920, 1080)),
        2,
        Optional.of("image/png"),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalLong.of(7),
        Optional.of("rain"),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        List.of());
  }

  @Test
  void job_waitsRunsAndIsDone_givesAllPictures() {
    answers(state("1", ""), state("2", ""), done());

    CollectingSubscriber answer = trial.whole(request());

    assertThat(answer.media(0)).isEqualTo(ONE);
    assertThat(answer.media(1)).isEqualTo(TWO);
    assertThat(answer.events().get(1)).isEqualTo(new GenerationEvent.Submitted("j-1"));
    assertThat(answer.finished().orElseThrow().usage().of(UsageUnit.IMAGES))
        .isEqualTo(new Quantity.Known(2, Quantity.Source.COUNTED_LOCALLY));
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("image.format DROPPED", "image.size CLAMPED");
    Request submit = trial.upstream().requests().get(0);
    assertThat(Json.read(submit.body()))
        .isEqualTo(
            Json.read(
                """
                {"Prompt":"a boat","NegativePrompt":"rain","Resolution":"1280:720","Num":2,
                "Seed":7,"LogoAdd":1,"Revise":0}
                """));
    Request fetch = trial.upstream().requests().get(4);
    assertThat(fetch.path()).isEqualTo("/one.png");
    assertThat(fetch.headers()).doesNotContainKey("authorization");
  }

  @Test
  void label_isOff_isSaidToTheVendor() {
    trial.close();
    trial = new Trial((upstream, context) -> HunyuanDouble.open(upstream, context, false));
    answers(done());

    trial.whole(request());

    assertThat(Json.read(trial.upstream().requests().get(0).body()).path("LogoAdd").asInt(-1))
        .isZero();
  }

  @Test
  void resume_knownJob_asksAndSubmitsNothing() {
    answers(state("2", ""), done());

    CollectingSubscriber answer =
        trial.run(provider -> provider.resume(request(), "j-1", Trial.options()));

    assertThat(answer.failure()).isEmpty();
    assertThat(answer.media(1)).isEqualTo(TWO);
    assertThat(answer.events()).noneMatch(GenerationEvent.Submitted.class::isInstance);
    assertThat(trial.upstream().requests())
        .noneMatch(sent -> sent.header("x-tc-action").startsWith("Submit"));
  }

  @Test
  void job_fails_isWhatItsCodeSays() {
    answers(
        state(
            "4",
            ",\"JobErrorCode\":\"OperationDenied.ImageIllegalDetected\",\"JobErrorMsg\":\"\""));

    assertThat(trial.kind(request())).isEqualTo(FailureKind.CONTENT_REFUSED);
  }

  @Test
  void job_isDoneWithoutPictures_endsAsFiltered() {
    answers(state("5", ",\"ResultImage\":[\"\"],\"ResultDetails\":[\"illegal\"]"));

    CollectingSubscriber answer = trial.whole(request());

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
    assertThat(Trial.counts(answer)).isEmpty();
  }

  @Test
  void job_isRateLimitedWhileAskedAfter_goesOn() {
    answers(HunyuanDouble.error("RequestLimitExceeded", "slow"), done());

    assertThat(trial.whole(request()).media(0)).isEqualTo(ONE);
  }

  @Test
  void submission_isRefused_isWhatItsCodeSays() {
    HunyuanDouble.on(
        trial.upstream(),
        Map.of(
            "SubmitHunyuanImageJob",
            List.of(HunyuanDouble.error("LimitExceeded.JobNumExceed", ""))));

    assertThat(trial.kind(request())).isEqualTo(FailureKind.RATE_LIMITED);
  }
}
