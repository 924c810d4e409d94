package io.colophon.provider.vendors.replicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.vendors.taking.Taken;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions that fail, are withheld, cancelled or refused. */
class ReplicateFailuresTest extends ReplicateTrial {
  @Test
  void generate_jobCancelled_vendorIsTold() throws InterruptedException {
    created("");
    polled(ReplicateDouble.prediction("processing", ""));
    upstream.on(
        "POST",
        "/v1/predictions/" + ID + "/cancel",
        Answer.json(ReplicateDouble.prediction("canceled", "")));
    CollectingSubscriber taker = Taken.start(provider.generate(picture(), Taken.options()));
    assertThat(taker.awaitEvents(2, Duration.ofSeconds(30))).isTrue();

    taker.cancel();

    awaitPath("/v1/predictions/" + ID + "/cancel");
  }

  @Test
  void generate_textCancelled_vendorIsTold() throws InterruptedException {
    created(",\"urls\":{\"stream\":\"" + upstream.uri("/stream/1") + "\"}");
    upstream.on("GET", "/stream/1", Answer.events("event: output\ndata: A\n\n").stall());
    upstream.on(
        "POST",
        "/v1/predictions/" + ID + "/cancel",
        Answer.json(ReplicateDouble.prediction("canceled", "")));
    CollectingSubscriber taker =
        Taken.start(provider.generate(ask(Message.user("Hi")), Taken.options()));
    assertThat(taker.awaitEvents(2, Duration.ofSeconds(30))).isTrue();

    taker.cancel();

    awaitPath("/v1/predictions/" + ID + "/cancel");
  }

  @Test
  void generate_flaggedOutput_contentFilteredWithItsUsage() {
    created("");
    polled(
        ReplicateDouble.prediction("failed", "")
            .replace("\"error\":null", "\"error\":\"NSFW content detected. Try again.\"")
            .replace("\"logs\":\"\"", "\"logs\":\"\",\"metrics\":{\"predict_time\":3}"));

    Taken taken = Taken.whole(provider.generate(picture(), Taken.options()));

    assertThat(taken.finished().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
    assertThat(taken.finished().usage().value(UsageUnit.ACCELERATOR_MILLIS)).hasValue(3_000);
  }

  @Test
  void generate_failedWithAuthorsWords_codeOnly() {
    created("");
    polled(
        ReplicateDouble.prediction("failed", "")
            .replace("\"error\":null", "\"error\":\"Cannot draw 'secret' (E1234)\""));

    assertThat(
            Taken.whole(provider.generate(picture(), Taken.options())).failed(FailureKind.INTERNAL))
        .hasMessage("the prediction failed with code E1234");
  }

  @Test
  void generate_errorEventWithinTheStream_failsAfterTheText() {
    created(",\"urls\":{\"stream\":\"" + upstream.uri("/stream/1") + "\"}");
    upstream.on(
        "GET",
        "/stream/1",
        Answer.events(
            "event: output\ndata: Half\n\n", "event: error\ndata: {\"detail\":\"x\"}\n\n"));

    Taken taken = Taken.whole(provider.generate(ask(Message.user("Hi")), Taken.options()));

    assertThat(taken.text()).isEqualTo("Half");
    taken.failed(FailureKind.INTERNAL);
  }

  @ParameterizedTest
  @CsvSource({
    "401, CREDENTIAL_REJECTED",
    "402, ACCOUNT_EXHAUSTED",
    "404, MODEL_UNAVAILABLE",
    "422, INVALID_REQUEST",
    "500, INTERNAL",
    "503, OVERLOADED"
  })
  void generate_errorAnswer_itsKind(int status, FailureKind kind) {
    upstream.on(
        "POST",
        "/v1/models/o/n/predictions",
        Answer.json(status, "{\"title\":\"t\",\"detail\":\"d\",\"status\":" + status + "}"));

    Taken.whole(provider.generate(picture(), Taken.options())).failed(kind);
  }

  @Test
  void generate_throttled_waitsAsTheSentenceTells() {
    upstream.on(
        "POST",
        "/v1/models/o/n/predictions",
        Answer.json(
            429,
            "{\"detail\":\"Request was throttled. Expected available in 11 seconds.\","
                + "\"status\":429}"));

    assertThat(
            Taken.whole(provider.generate(picture(), Taken.options()))
                .failed(FailureKind.RATE_LIMITED)
                .retryAfter())
        .contains(Duration.ofSeconds(11));
  }

  @Test
  void generate_nameThatIsAPath_notSent() {
    Taken.whole(
            provider.generate(picture().withModel(new TargetModel("../account")), Taken.options()))
        .failed(FailureKind.MODEL_UNAVAILABLE);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void model_inputThatIsNoneOfOurs_refusedWithTheList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplicateDouble.model("o/n", Map.of("wide", "w"), Ability.IMAGE))
        .withMessageContaining("\"wide\", expected one of [aspect-ratio, audio,");
  }
}
