package io.colophon.provider.vendors.dashscope;

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
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers are as documented at help.aliyun.com/zh/model-studio, text to image. */
class DashScopeImageTest {
  private static final String SUBMIT = "/api/v1/services/aigc/text2image/image-synthesis";
  private static final String CHANGE = "/api/v1/services/aigc/image2image/image-synthesis";
  private static final String MESSAGES = "/api/v1/services/aigc/image-generation/generation";
  private static final String AT_ONCE = "/api/v1/services/aigc/multimodal-generation/generation";
  private static final String TASK = "/api/v1/tasks/t-1";
  private static final byte[] ONE = SampleMedia.png(new PixelSize(8, 8), 1);
  private static final byte[] TWO = SampleMedia.png(new PixelSize(8, 8), 2);
  private static final Part.Media PICTURE =
      new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}));

  private Trial trial = open(DashScopeConfig.ImageApi.SYNTHESIS, true);

  private static Trial open(DashScopeConfig.ImageApi api, boolean label) {
    Trial trial =
        new Trial(
            (upstream, context) ->
                new DashScopeFactory()
                    .create("d", Deployments.config(upstream, api, label), context));
    Answer taken =
        Answer.json(
            "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"PENDING\"},\"request_id\":\"r\"}");
    trial.upstream().on("POST", SUBMIT, taken);
    trial.upstream().on("POST", CHANGE, taken);
    trial.upstream().on("POST", MESSAGES, taken);
    trial.upstream().on("GET", "/one", Answer.bytes("image/png", ONE));
    trial.upstream().on("GET", "/two", Answer.bytes("application/octet-stream", TWO));
    return trial;
  }

  private void reopen(DashScopeConfig.ImageApi api, boolean label) {
    trial.close();
    trial = open(api, label);
  }

  @AfterEach
  void close() {
    trial.close();
  }

  private static Answer state(String status, String more) {
    return Answer.json(
        "{\"request_id\":\"r\",\"output\":{\"task_id\":\"t-1\",\"task_status\":\""
            + status
            + "\""
            + more
            + "}}");
  }

  private String link(String path) {
    return "{\"url\":\"" + trial.upstream().uri(path) + "\"}";
  }

  private Answer done(String results) {
    return Answer.json(
        "{\"request_id\":\"r\",\"output\":{\"task_id\":\"t-1\",\"task_status\":\"SUCCEEDED\","
            + "\"results\":["
            + results
            + "],\"task_metrics\":{\"TOTAL\":2,\"SUCCEEDED\":2,\"FAILED\":0}},"
            + "\"usage\":{\"image_count\":2}}");
  }

  private static GenerationRequest.Image request(
      Optional<Part.Media> source, Optional<Part.Media> mask, Map<String, Object> extensions) {
    return new GenerationRequest.Image(
        new Prompt(new TargetModel("wan"), List.of(Message.user("a boat")), List.of(), extensions),
        Optional.of(new PixelSize(1024, 768)),
        2,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalLong.of(7),
        Optional.of("rain"),
        source,
        mask,
        source.isPresent() ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
        List.of());
  }

  private static GenerationRequest.Image request() {
    return request(Optional.empty(), Optional.empty(), Map.of());
  }

  private String submitted() {
    return Json.read(trial.upstream().requests().get(0).body()).toString();
  }

  @Test
  void task_waitsRunsAndSucceeds_givesPicturesAtOnce() {
    trial
        .upstream()
        .on(
            "GET",
            TASK,
            state("PENDING", ""),
            state("RUNNING", ",\"task_metrics\":{\"TOTAL\":2,\"SUCCEEDED\":1,\"FAILED\":0}"),
            done(link("/one") + "," + link("/two")));

    CollectingSubscriber answer =
        trial.whole(request(Optional.empty(), Optional.empty(), Map.of("prompt_extend", false)));

    assertThat(answer.media(0)).isEqualTo(ONE);
    assertThat(answer.media(1)).isEqualTo(TWO);
    assertThat(answer.events())
        .contains(new GenerationEvent.Submitted("t-1"), new GenerationEvent.Progress(0.5));
    assertThat(answer.finished().orElseThrow().usage().of(UsageUnit.IMAGES))
        .isEqualTo(new Quantity.Known(2, Quantity.Source.PROVIDER_FINAL));
    assertThat(submitted())
        .isEqualTo(
            "{\"model\":\"wan\",\"input\":{\"prompt\":\"a boat\",\"negative_prompt\":\"rain\"},"
                + "\"parameters\":{\"n\":2,\"watermark\":true,\"size\":\"1024*768\",\"seed\":7,"
                + "\"prompt_extend\":false}}");
    List<Request> requests = trial.upstream().requests();
    assertThat(requests.get(0).header("x-dashscope-async")).isEqualTo("enable");
    assertThat(requests.get(1).header("authorization")).isEqualTo("Bearer sk-test");
    assertThat(requests.get(4).headers()).doesNotContainKey("authorization");
  }

  @Test
  void label_isOff_isSaidToTheVendor() {
    reopen(DashScopeConfig.ImageApi.SYNTHESIS, false);
    trial.upstream().on("GET", TASK, done(link("/one")));

    trial.run(request());

    assertThat(submitted()).contains("\"watermark\":false");
  }

  @Test
  void source_withoutFunction_isAmongImagesAndStrengthIsDropped() {
    trial.upstream().on("GET", TASK, done(link("/one") + "," + link("/two")));

    CollectingSubscriber answer =
        trial.whole(request(Optional.of(PICTURE), Optional.empty(), Map.of()));

    assertThat(trial.upstream().requests().get(0).path()).isEqualTo(CHANGE);
    assertThat(submitted()).contains("\"images\":[\"data:image/png;base64,AQID\"]");
    assertThat(Trial.changes(answer)).containsExactly("image.strength DROPPED");
  }

  @Test
  void source_withMask_isTheFormWithAFunction() {
    trial.upstream().on("GET", TASK, done(link("/one") + "," + link("/two")));

    CollectingSubscriber answer =
        trial.whole(request(Optional.of(PICTURE), Optional.of(PICTURE), Map.of()));

    assertThat(submitted())
        .contains("\"base_image_url\":\"data:image/png;base64,AQID\"")
        .contains("\"mask_image_url\":\"data:image/png;base64,AQID\"")
        .contains("\"function\":\"description_edit_with_mask\"")
        .contains("\"strength\":0.5");
    assertThat(Trial.changes(answer)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DataInspectionFailed, CONTENT_REFUSED",
    "InternalError.Timeout, TIMED_OUT",
    "Throttling, RATE_LIMITED"
  })
  void task_fails_isWhatItsCodeSays(String code, FailureKind kind) {
    trial
        .upstream()
        .on("GET", TASK, state("FAILED", ",\"code\":\"" + code + "\",\"message\":\"m\""));

    assertThat(trial.kind(request())).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({"CANCELED", "UNKNOWN"})
  void task_isGone_isInternal(String status) {
    trial.upstream().on("GET", TASK, state(status, ""));

    assertThat(trial.kind(request())).isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void task_succeedsInPart_givesWhatThereIs() {
    trial
        .upstream()
        .on(
            "GET",
            TASK,
            done("{\"code\":\"InternalError.Timeout\",\"message\":\"m\"}," + link("/two")));

    CollectingSubscriber answer = trial.whole(request());

    assertThat(answer.media(0)).isEqualTo(TWO);
    assertThat(answer.media(1)).isEmpty();
  }

  @Test
  void task_succeedsWithAllWithheld_endsAsFiltered() {
    trial.upstream().on("GET", TASK, done("{\"code\":\"DataInspectionFailed\",\"message\":\"m\"}"));

    CollectingSubscriber answer = trial.whole(request());

    assertThat(answer.finished().orElseThrow().reason()).isEqualTo(FinishReason.CONTENT_FILTERED);
  }

  @Test
  void caller_leavesWhileTaskRuns_takesItBack() throws InterruptedException {
    trial.upstream().on("GET", TASK, state("PENDING", ""));
    trial.upstream().on("POST", TASK + "/cancel", Answer.json("{\"request_id\":\"r\"}"));
    CollectingSubscriber answer =
        trial.start(provider -> provider.generate(request(), Trial.options()));
    assertThat(answer.awaitEvents(2, Duration.ofSeconds(60))).isTrue();

    answer.cancel();

    Request last = trial.upstream().awaitRequest();
    while (!last.path().endsWith("/cancel")) {
      last = trial.upstream().awaitRequest();
    }
    assertThat(last.path()).isEqualTo(TASK + "/cancel");
    assertThat(last.header("authorization")).isEqualTo("Bearer sk-test");
  }

  @Test
  void resume_knownTask_asksAndSubmitsNothing() {
    trial.upstream().on("GET", TASK, done(link("/one") + "," + link("/two")));

    CollectingSubscriber answer =
        trial.run(provider -> provider.resume(request(), "t-1", Trial.options()));

    assertThat(answer.media(1)).isEqualTo(TWO);
    assertThat(trial.upstream().requests()).noneMatch(sent -> sent.method().equals("POST"));
  }

  @Test
  void messagesInterface_isATaskWhoseResultsAreChoices() {
    reopen(DashScopeConfig.ImageApi.MESSAGES, true);
    trial
        .upstream()
        .on(
            "GET",
            TASK,
            state("SUCCEEDED", ",\"choices\":[" + choice("/one") + "," + choice("/two") + "]"));

    CollectingSubscriber answer = trial.whole(request());

    assertThat(answer.media(1)).isEqualTo(TWO);
    assertThat(submitted())
        .contains("\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a boat\"}]}]")
        .contains("\"negative_prompt\":\"rain\"");
    assertThat(answer.finished().orElseThrow().usage().of(UsageUnit.IMAGES))
        .isEqualTo(new Quantity.Known(2, Quantity.Source.COUNTED_LOCALLY));
  }

  private String choice(String path) {
    return "{\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":"
        + "[{\"image\":\""
        + trial.upstream().uri(path)
        + "\",\"type\":\"image\"}]}}";
  }

  @Test
  void multimodalInterface_answersAtOnce() {
    reopen(DashScopeConfig.ImageApi.MULTIMODAL, true);
    trial
        .upstream()
        .on(
            "POST",
            AT_ONCE,
            Answer.json(
                "{\"output\":{\"choices\":["
                    + choice("/one")
                    + "]},\"usage\":{\"image_count\":1,\"width\":8,\"height\":8}}"));

    CollectingSubscriber answer =
        trial.whole(request(Optional.of(PICTURE), Optional.of(PICTURE), Map.of()));

    assertThat(answer.media(0)).isEqualTo(ONE);
    assertThat(answer.events()).noneMatch(GenerationEvent.Submitted.class::isInstance);
    assertThat(submitted())
        .contains("[{\"image\":\"data:image/png;base64,AQID\"},{\"text\":\"a boat\"}]");
    assertThat(Trial.changes(answer))
        .containsExactlyInAnyOrder("image.strength DROPPED", "image.mask DROPPED");
    assertThat(Trial.counts(answer)).containsOnly(Map.entry("images", 1L));
  }
}
