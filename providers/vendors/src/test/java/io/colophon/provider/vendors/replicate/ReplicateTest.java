package io.colophon.provider.vendors.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import io.colophon.provider.vendors.taking.Taken;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplicateTest extends ReplicateTrial {
  @Test
  void generate_textStreamCutAnywhere_piecesAndFiguresOfThePrediction() {
    created(",\"urls\":{\"stream\":\"" + upstream.uri("/stream/1") + "\"}");
    upstream.on(
        "GET",
        "/stream/1",
        Answer.events(
                "event: output\nid: 1\ndata: A 湖\n\n",
                "event: output\nid: 2\ndata:  is\ndata: deep.\n\n",
                "event: done\ndata: {}\n\n")
            .cutEvery(3));
    polled(
        ReplicateDouble.prediction(
            "succeeded",
            ",\"output\":[\"A 湖\",\" is\\ndeep.\"],\"metrics\":{\"predict_time\":1.2345,"
                + "\"input_token_count\":12,\"output_token_count\":0}"));

    Taken taken = Taken.whole(provider.generate(ask(Message.user("Hi")), Taken.options()));

    assertThat(taken.text()).isEqualTo("A 湖 is\ndeep.");
    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).model().orElseThrow().name())
        .isEqualTo("o/n:v1");
    assertThat(taken.finished().usage().value(UsageUnit.ACCELERATOR_MILLIS)).hasValue(1_235);
    assertThat(taken.finished().usage().value(UsageUnit.INPUT_TOKENS)).hasValue(12);
    assertThat(taken.finished().usage().value(UsageUnit.OUTPUT_TOKENS)).hasValue(0);
    assertThat(taken.finished().usage().value(UsageUnit.CACHE_READ_TOKENS)).isEmpty();
    Request create = upstream.requests().get(0);
    assertThat(create.header("authorization")).isEqualTo("Bearer " + ReplicateDouble.TOKEN);
    assertThat(create.header("prefer")).isEmpty();
    assertThat(Json.read(create.body())).isEqualTo(Json.read("{\"input\":{\"prompt\":\"Hi\"}}"));
  }

  @Test
  void generate_modelWithoutStream_outputOfThePrediction() {
    created("");
    polled(
        ReplicateDouble.prediction("processing", ""),
        ReplicateDouble.prediction("succeeded", ",\"output\":[\"All \",\"of it\"]"));

    Taken taken = Taken.whole(provider.generate(ask(Message.user("Hi")), Taken.options()));

    assertThat(taken.text()).isEqualTo("All of it");
    assertThat(taken.finished().usage().quantities()).isEmpty();
  }

  @Test
  void generate_conversation_onePromptAndSaid() {
    created("");
    polled(ReplicateDouble.prediction("succeeded", ",\"output\":\"x\""));

    Taken taken =
        Taken.whole(
            provider.generate(
                ask(
                    Message.of(Message.Role.SYSTEM, "Be brief."),
                    Message.user("One?"),
                    Message.of(Message.Role.ASSISTANT, "Two."),
                    Message.user("Three?")),
                Taken.options()));

    assertThat(Json.read(upstream.requests().get(0).body()).path("input"))
        .isEqualTo(
            Json.read(
                "{\"prompt\":\"User: One?\\nAssistant: Two.\\nUser: Three?\\nAssistant:\","
                    + "\"system_prompt\":\"Be brief.\"}"));
    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations())
        .extracting("parameter")
        .containsExactly("messages");
  }

  @Test
  void generate_twoPicturesAndASound_lastPictureAndSaid() {
    created("");
    polled(ReplicateDouble.prediction("succeeded", ",\"output\":\"x\""));

    Taken taken =
        Taken.whole(
            provider.generate(
                ask(
                    new Message(
                        Message.Role.USER,
                        List.of(
                            new Part.Text("Look."),
                            new Part.Media("image/png", ByteBuffer.wrap(new byte[] {9})),
                            new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3})),
                            new Part.Media("audio/wav", ByteBuffer.wrap(new byte[] {8}))))),
                Taken.options()));

    assertThat(Json.read(upstream.requests().get(0).body()).path("input"))
        .isEqualTo(Json.read("{\"prompt\":\"Look.\",\"image\":\"data:image/png;base64,AQID\"}"));
    assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations())
        .extracting("detail")
        .containsExactly("3 media -> the last picture");
  }

  @Test
  void generate_picture_submittedPolledAndFetchedWithoutTheKey() {
    created("");
    try (HttpDouble delivery = HttpDouble.start()) {
      delivery.on("GET", "/out.png", Answer.bytes("image/png", PNG));
      polled(
          ReplicateDouble.prediction("starting", ""),
          ReplicateDouble.prediction("processing", ""),
          ReplicateDouble.prediction(
              "succeeded",
              ",\"output\":[\""
                  + delivery.uri("/out.png")
                  + "\"],\"metrics\":{\"predict_time\":2}"));

      Taken taken = Taken.whole(provider.generate(picture(), Taken.options()));

      assertThat(taken.media(0)).isEqualTo(PNG);
      assertThat(taken.all(GenerationEvent.Submitted.class))
          .containsExactly(new GenerationEvent.Submitted(ID));
      assertThat(taken.finished().usage().value(UsageUnit.ACCELERATOR_MILLIS)).hasValue(2_000);
      assertThat(delivery.requests().get(0).header("authorization")).isEmpty();
    }
  }

  @Test
  void generate_fileAsDataUrl_decoded() {
    created("");
    polled(ReplicateDouble.prediction("succeeded", ",\"output\":\"data:image/webp;base64,AQID\""));

    Taken taken = Taken.whole(provider.generate(picture(), Taken.options()));

    assertThat(taken.media(0)).isEqualTo(new byte[] {1, 2, 3});
    assertThat(taken.all(GenerationEvent.MediaChunk.class).get(0).mimeType())
        .isEqualTo("image/webp");
  }

  @Test
  void generate_versionedModel_versionInTheBodyAndCallback() {
    upstream.on(
        "POST", "/v1/predictions", Answer.json(201, ReplicateDouble.prediction("starting", "")));
    polled(ReplicateDouble.prediction("failed", ""));
    GenerationRequest request =
        picture().withModel(new TargetModel("o/n:5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55"));
    CallOptions options =
        new CallOptions(
            "g1",
            Taken.options().deadlineNanos(),
            Optional.empty(),
            Optional.of(URI.create("https://gateway.example/hooks/r")));

    Taken.whole(provider.generate(request, options)).failed(FailureKind.INTERNAL);

    assertThat(Json.read(upstream.requests().get(0).body()))
        .isEqualTo(
            Json.read(
                """
                {"version":"o/n:5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55",
                 "input":{"prompt":"A boat."},
                 "webhook":"https://gateway.example/hooks/r",
                 "webhook_events_filter":["completed"]}
                """));
  }

  @Test
  void generate_modelWithItsOwnInputs_namesAndDrops() {
    try (Provider own =
        new ReplicateFactory()
            .create(
                "r",
                ReplicateDouble.config(
                    upstream,
                    ReplicateDouble.model(
                        "o/n",
                        Map.of(
                            "guidance",
                            "guidance",
                            "aspect-ratio",
                            "aspect_ratio",
                            "steps",
                            "none"),
                        Ability.IMAGE)),
                Taken.context())) {
      created("");
      polled(ReplicateDouble.prediction("succeeded", ",\"output\":\"data:image/png;base64,AQID\""));
      GenerationRequest.Image request =
          new GenerationRequest.Image(
              picture().prompt(),
              Optional.of(new PixelSize(1920, 1080)),
              2,
              Optional.of("image/jpeg"),
              OptionalInt.of(30),
              OptionalDouble.of(3.5),
              OptionalLong.of(7),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              List.of());

      Taken taken = Taken.whole(own.generate(request, Taken.options()));

      assertThat(Json.read(upstream.requests().get(0).body()).path("input"))
          .isEqualTo(
              Json.read(
                  """
                  {"prompt":"A boat.","aspect_ratio":"16:9","num_outputs":2,
                   "output_format":"jpg","guidance":3.5,"seed":7}
                  """));
      assertThat(taken.all(GenerationEvent.Accepted.class).get(0).translations())
          .extracting(change -> change.parameter() + " " + change.change())
          .containsExactly("image.size CLAMPED", "image.steps DROPPED");
    }
  }

  @Test
  void resume_jobOfAnEarlierProcess_nothingCreated() {
    polled(ReplicateDouble.prediction("succeeded", ",\"output\":\"data:image/png;base64,AQID\""));

    Taken taken = Taken.whole(provider.resume(picture(), ID, Taken.options()));

    assertThat(taken.media(0)).isEqualTo(new byte[] {1, 2, 3});
    assertThat(upstream.requests()).extracting(Request::method).containsExactly("GET");
  }
}
