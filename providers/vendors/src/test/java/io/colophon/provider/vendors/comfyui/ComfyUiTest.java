package io.colophon.provider.vendors.comfyui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.taking.Taken;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ComfyUiTest {
  private static final byte[] PNG = SampleMedia.png(new PixelSize(16, 16), 1);
  private static final String QUEUED = "{\"prompt_id\":\"p1\",\"number\":3,\"node_errors\":{}}";

  @TempDir private Path folder;
  private final HttpDouble upstream = HttpDouble.start();
  private final CountDownLatch end = new CountDownLatch(1);
  private Provider provider;

  @BeforeEach
  void open() {
    provider = provider(false);
    upstream.on("POST", "/prompt", Answer.json(QUEUED));
    upstream.on("GET", "/view", Answer.bytes("image/png", PNG));
  }

  private Provider provider(boolean progress) {
    return new ComfyUiFactory()
        .create(
            "c",
            ComfyUiDouble.config(
                upstream, progress, Map.of("painter", ComfyUiDouble.painter(folder))),
            Taken.context());
  }

  @AfterEach
  void close() {
    end.countDown();
    provider.close();
    upstream.close();
  }

  private static GenerationRequest.Image picture() {
    return GenerationRequest.Image.of(Prompt.of(new TargetModel("painter"), "A boat."));
  }

  private Taken taken() {
    return Taken.whole(provider.generate(picture(), Taken.options()));
  }

  private void history(String... bodies) {
    Answer[] answers = new Answer[bodies.length];
    for (int i = 0; i < bodies.length; i++) {
      answers[i] = Answer.json(bodies[i]);
    }
    upstream.on("GET", "/history/p1", answers);
  }

  @Test
  void generate_polledOnly_savedPictureAndServersTime() {
    history("{}", ComfyUiDouble.history("p1", ComfyUiDouble.saved("x_00001_.png")));
    upstream.on(
        "GET", "/queue", Answer.json("{\"queue_running\":[[3,\"p1\",{}]],\"queue_pending\":[]}"));

    Taken taken = taken();

    assertThat(taken.media(0)).isEqualTo(PNG);
    assertThat(taken.all(GenerationEvent.MediaChunk.class).stream().filter(c -> c.last()))
        .hasSize(1);
    assertThat(taken.all(GenerationEvent.Submitted.class))
        .containsExactly(new GenerationEvent.Submitted("p1"));
    assertThat(taken.finished().usage().value(UsageUnit.ACCELERATOR_MILLIS)).hasValue(2_500);
    Request view = upstream.requests().get(upstream.requests().size() - 1);
    assertThat(view.query()).isEqualTo("filename=x_00001_.png&subfolder=a%20b&type=output");
  }

  @Test
  void generate_everyParameter_standsInItsNode() {
    history(ComfyUiDouble.history("p1", ComfyUiDouble.saved("x.png")));
    upstream.on(
        "POST",
        "/upload/image",
        Answer.json("{\"name\":\"up.png\",\"subfolder\":\"in\",\"type\":\"input\"}"));
    GenerationRequest.Image request =
        new GenerationRequest.Image(
            picture().prompt(),
            Optional.of(new PixelSize(640, 384)),
            2,
            Optional.of("image/webp"),
            OptionalInt.of(30),
            OptionalDouble.of(3.5),
            OptionalLong.of(7),
            Optional.of("rain"),
            Optional.of(new Part.Media("image/png", ByteBuffer.wrap(PNG))),
            Optional.of(new Part.Media("image/png", ByteBuffer.wrap(PNG))),
            OptionalDouble.of(0.5),
            List.of());

    Taken taken = Taken.whole(provider.generate(request, Taken.options()));

    assertThat(taken.finished()).isNotNull();
    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations())
        .extracting(change -> change.parameter() + " " + change.change())
        .containsExactlyInAnyOrder("image.format DROPPED", "image.mask DROPPED");
    Request upload = upstream.requests().get(0);
    assertThat(upload.path()).isEqualTo("/upload/image");
    assertThat(upload.header("content-type")).startsWith("multipart/form-data; boundary=");
    assertThat(upload.text()).contains("name=\"image\"; filename=\"colophon-g1-source.png\"");
    JsonNode body = Json.read(upstream.requests().get(1).body());
    assertThat(body.path("client_id").stringValue()).isEqualTo("colophon-g1");
    JsonNode graph = body.path("prompt");
    assertThat(graph.path("3").path("inputs"))
        .isEqualTo(
            Json.read(
                """
                {"cfg":3.5,"denoise":0.5,"latent_image":["5",0],"model":["4",0],
                 "negative":["7",0],"positive":["6",0],"sampler_name":"euler",
                 "scheduler":"normal","seed":7,"steps":30}
                """));
    assertThat(graph.path("5").path("inputs"))
        .isEqualTo(Json.read("{\"batch_size\":2,\"height\":384,\"width\":640}"));
    assertThat(graph.path("6").path("inputs").path("text").stringValue()).isEqualTo("A boat.");
    assertThat(graph.path("7").path("inputs").path("text").stringValue()).isEqualTo("rain");
    assertThat(graph.path("10").path("inputs").path("image").stringValue()).isEqualTo("in/up.png");
    assertThat(graph.path("4")).isEqualTo(Json.read(ComfyUiDouble.GRAPH).path("4"));
  }

  @Test
  void generate_withoutSeed_seedOfTheGeneration() {
    history(ComfyUiDouble.history("p1", ComfyUiDouble.saved("x.png")));

    taken();

    // CRC-32 of "g1", as Python's zlib.crc32(b"g1") has it.
    assertThat(
            Json.read(upstream.requests().get(0).body())
                .path("prompt")
                .path("3")
                .path("inputs")
                .path("seed")
                .longValue())
        .isEqualTo(985395109L);
  }

  @Test
  void generate_progressOnTheSocket_risesAndPreviewsAreIgnored() {
    provider.close();
    provider = provider(true);
    String id = "\"prompt_id\":\"p1\"";
    upstream.onSocket(
        "/ws",
        (handshake, session) -> {
          session.text(
              "{\"type\":\"status\",\"data\":{\"status\":{\"exec_info\":{\"queue_remaining\":0}},"
                  + "\"sid\":\"s\"}}");
          end.await();
          session.text("{\"type\":\"execution_start\",\"data\":{" + id + "}}");
          session.text("{\"type\":\"execution_cached\",\"data\":{\"nodes\":[\"4\"]," + id + "}}");
          session.text("{\"type\":\"executing\",\"data\":{\"node\":\"3\"," + id + "}}");
          session.binary(new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 9, 9});
          session.text("{\"type\":\"progress\",\"data\":{\"value\":10,\"max\":20," + id + "}}");
          session.text(
              "{\"type\":\"progress\",\"data\":{\"value\":9,\"max\":9,\"prompt_id\":"
                  + "\"another\"}}");
          session.text("{\"type\":\"executing\",\"data\":{\"node\":\"9\"," + id + "}}");
          history(ComfyUiDouble.history("p1", ComfyUiDouble.saved("x.png")));
          session.text("{\"type\":\"executing\",\"data\":{\"node\":null," + id + "}}");
          session.receive();
        });
    history("{}");
    upstream.on(
        "GET", "/queue", Answer.json("{\"queue_running\":[[3,\"p1\",{}]],\"queue_pending\":[]}"));
    CollectingSubscriber taker = Taken.start(provider.generate(picture(), Taken.options()));
    assertThat(taker.awaitEvents(2, Duration.ofSeconds(30))).isTrue();
    end.countDown();

    assertThat(taker.awaitEnd(Duration.ofSeconds(30))).as("%s", taker.events()).isTrue();
    assertThat(taker.failure()).isEmpty();
    assertThat(
            taker.events().stream()
                .filter(GenerationEvent.Progress.class::isInstance)
                .map(event -> ((GenerationEvent.Progress) event).fraction()))
        .containsExactly(1 / 8.0, 1.5 / 8, 2 / 8.0); // of 8 nodes
    assertThat(taker.media(0)).isEqualTo(PNG);
  }

  @Test
  void resume_runOfAnEarlierProcess_nothingQueued() {
    history(ComfyUiDouble.history("p1", ComfyUiDouble.saved("x.png")));

    Taken taken = Taken.whole(provider.resume(picture(), "p1", Taken.options()));

    assertThat(taken.media(0)).isEqualTo(PNG);
    assertThat(upstream.requests()).extracting(Request::method).containsOnly("GET");
  }

  @Test
  void generate_graphRefused_nodesAndTypesButNoValues() {
    upstream.on(
        "POST",
        "/prompt",
        Answer.json(
            400,
            """
            {"error":{"type":"prompt_outputs_failed_validation","message":"Prompt outputs failed \
            validation","details":"","extra_info":{}},"node_errors":{"4":{"errors":[{"type":\
            "value_not_in_list","message":"Value not in list","details":"ckpt_name: 'secret'",\
            "extra_info":{"input_name":"ckpt_name"}}],"dependent_outputs":["9"],"class_type":\
            "CheckpointLoaderSimple"}}}\
            """));

    assertThat(taken().failed(FailureKind.INVALID_REQUEST))
        .hasMessage(
            "status 400: prompt_outputs_failed_validation; node 4 (CheckpointLoaderSimple, input"
                + " ckpt_name): value_not_in_list");
  }

  private void failing(String type) {
    history(
        """
        {"p1":{"outputs":{},"status":{"status_str":"error","completed":false,"messages":[\
        ["execution_error",{"prompt_id":"p1","node_id":"3","node_type":"KSampler",\
        "exception_message":"about a secret","exception_type":"%s","traceback":[]}]]}}}\
        """
            .formatted(type));
  }

  @Test
  void generate_nodeFails_nodeAndTypeButNoSentence() {
    failing("RuntimeError");

    assertThat(taken().failed(FailureKind.INTERNAL))
        .hasMessage("node 3 (KSampler) failed: RuntimeError");
  }

  @Test
  void generate_outOfMemory_overloaded() {
    failing("torch.OutOfMemoryError");

    taken().failed(FailureKind.OVERLOADED);
  }

  @Test
  void generate_interruptedByAnother_internal() {
    history(
        """
        {"p1":{"outputs":{},"status":{"status_str":"error","messages":[\
        ["execution_interrupted",{"prompt_id":"p1"}]]}}}\
        """);

    assertThat(taken().failed(FailureKind.INTERNAL)).hasMessageContaining("interrupted");
  }

  @Test
  void generate_serverForgetsTheRun_internal() {
    history("{}");
    upstream.on("GET", "/queue", Answer.json("{\"queue_running\":[],\"queue_pending\":[]}"));

    assertThat(taken().failed(FailureKind.INTERNAL)).hasMessageContaining("no longer knows");
  }

  @Test
  void generate_graphSavesNothing_malformed() {
    history(ComfyUiDouble.history("p1", "{}"));

    taken().failed(FailureKind.MALFORMED_ANSWER);
  }

  @Test
  void generate_cancelledWhileItRuns_takenOutOfTheQueueAndInterrupted()
      throws InterruptedException {
    history("{}");
    upstream.on(
        "GET", "/queue", Answer.json("{\"queue_running\":[[3,\"p1\",{}]],\"queue_pending\":[]}"));
    upstream.on("POST", "/queue", Answer.of(200));
    upstream.on("POST", "/interrupt", Answer.of(200));
    CollectingSubscriber taker = Taken.start(provider.generate(picture(), Taken.options()));
    while (!upstream.awaitRequest().path().equals("/queue")) {
      assertThat(taker.failure()).isEmpty();
    }
    // The next question after the queue's answer was read.
    assertThat(upstream.awaitRequest().path()).isEqualTo("/history/p1");

    taker.cancel();

    Request first = posted();
    Request second = posted();
    assertThat(List.of(first.path(), second.path()))
        .containsExactlyInAnyOrder("/queue", "/interrupt");
    assertThat(List.of(first.text(), second.text()))
        .containsExactlyInAnyOrder("{\"delete\":[\"p1\"]}", "{\"prompt_id\":\"p1\"}");
  }

  private Request posted() throws InterruptedException {
    Request request = upstream.awaitRequest();
    while (!request.method().equals("POST")) {
      request = upstream.awaitRequest();
    }
    return request;
  }

  private void refused(WorkflowConfig graph, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ComfyUiFactory()
                    .create(
                        "c",
                        ComfyUiDouble.config(upstream, false, Map.of("g", graph)),
                        Taken.context()))
        .withMessageContaining(words);
  }

  private WorkflowConfig graph(String text, Map<String, String> inputs) {
    return new WorkflowConfig(
        ComfyUiDouble.file(folder, "g.json", text),
        List.of(Ability.IMAGE),
        inputs,
        Optional.empty());
  }

  @Test
  void create_graphOfTheEditor_refusedWithAdvice() {
    refused(graph("{\"nodes\":[],\"links\":[]}", Map.of()), "Export (API)");
  }

  @Test
  void create_inputOfAMissingNode_refused() {
    refused(
        graph(ComfyUiDouble.GRAPH, Map.of("prompt", "66.text")),
        "inputs.prompt is \"66.text\", but the graph has no node 66");
  }

  @Test
  void create_inputThatIsNoneOfOurs_refusedWithTheList() {
    refused(graph(ComfyUiDouble.GRAPH, Map.of("cfg", "3.cfg")), "expected one of [count,");
  }

  @Test
  void create_fileIsMissing_refusedWithItsName() {
    refused(
        new WorkflowConfig(
            folder.resolve("none.json"), List.of(Ability.IMAGE), Map.of(), Optional.empty()),
        "none.json is not readable");
  }

  @Test
  void create_changesPicturesWithoutAPlaceForThem_refused() {
    refused(
        new WorkflowConfig(
            ComfyUiDouble.file(folder, "g.json", ComfyUiDouble.GRAPH),
            List.of(Ability.IMAGE_TO_IMAGE),
            Map.of("prompt", "6.text"),
            Optional.empty()),
        "its inputs have no source");
  }
}
