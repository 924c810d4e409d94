package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.Script;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code /v1/responses}: what is asked for, answered at once, streamed, and relayed. */
class ResponsesTest extends DoorTest {
  private static final String PATH = "/v1/responses";
  private static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 12)
          .with(UsageUnit.OUTPUT_TOKENS, 7)
          .with(UsageUnit.REASONING_TOKENS, 2)
          .build();

  private static List<String> types(RawHttp.Answer stream) {
    List<String> types = new ArrayList<>();
    data(stream).forEach(event -> types.add(json(event).at("/type").asString()));
    return types;
  }

  @Test
  void unary_words_areAResponse() throws Exception {
    upstream()
        .then(Script.start().accept("a-1").text("Hello ", "you.").finish(FinishReason.STOP, USAGE));

    RawHttp.Answer answer =
        client
            .post(PATH, "{\"model\":\"chat\",\"input\":\"Hi\",\"instructions\":\"Be kind\"}")
            .answer();

    JsonNode body = json(answer);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(body.at("/object").asString()).isEqualTo("response");
    assertThat(body.at("/status").asString()).isEqualTo("completed");
    assertThat(body.at("/model").asString()).isEqualTo("a-1");
    assertThat(body.at("/output/0/type").asString()).isEqualTo("message");
    assertThat(body.at("/output/0/content/0/type").asString()).isEqualTo("output_text");
    assertThat(body.at("/output/0/content/0/text").asString()).startsWith("Hello you.");
    assertThat(body.at("/usage").toString())
        .isEqualTo(
            "{\"input_tokens\":12,\"output_tokens\":7,\"total_tokens\":19,"
                + "\"output_tokens_details\":{\"reasoning_tokens\":2}}");
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
    assertThat(asked().prompt().messages())
        .containsExactly(
            Message.of(Message.Role.SYSTEM, "Be kind"), Message.of(Message.Role.USER, "Hi"));
  }

  @Test
  void input_itemsOfEveryKind_areMessages() throws Exception {
    upstream().then(Script.saying("{}"));

    RawHttp.Answer answer =
        client
            .post(
                PATH,
                "{\"model\":\"chat\",\"input\":[{\"role\":\"user\",\"content\":"
                    + "[{\"type\":\"input_text\",\"text\":\"Weather?\"},{\"type\":\"input_image\","
                    + "\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\"}]},"
                    + "{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[]},"
                    + "{\"type\":\"message\",\"role\":\"assistant\",\"id\":\"m\",\"content\":[{\"type\":\"output_text\",\"text\":\"I"
                    + " look.\",\"annotations\":[]}]},"
                    + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"f\","
                    + "\"arguments\":\"{\\\"a\\\":1}\"},"
                    + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"sun\"}],"
                    + "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}],"
                    + "\"max_output_tokens\":50,\"text\":{\"format\":{\"type\":\"json_schema\","
                    + "\"name\":\"n\",\"schema\":{\"type\":\"object\"}}}}")
            .answer();

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<Message> messages = asked().prompt().messages();
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0).parts()).hasSize(2);
    assertThat(messages.get(1).parts())
        .containsExactly(new Part.Text("I look."), new Part.ToolCall("c1", "f", "{\"a\":1}"));
    assertThat(messages.get(2).parts()).containsExactly(new Part.ToolResult("c1", "sun"));
    assertThat(asked().jsonSchema()).contains("{\"type\":\"object\"}");
    assertThat(asked().maxTokens()).hasValue(50);
    assertThat(asked().tools()).hasSize(1);
  }

  @Test
  void stream_wordsAndACall_areTypedEventsInOrder() throws Exception {
    upstream()
        .then(
            Script.start()
                .accept()
                .text("I ", "look.")
                .emit(new GenerationEvent.ToolCall("c1", "f", "{\"a\":1}"))
                .finish(FinishReason.TOOL_CALLS, USAGE));

    RawHttp.Answer answer =
        client.post(PATH, "{\"model\":\"chat\",\"input\":\"Hi\",\"stream\":true}").answer();

    assertThat(types(answer))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.output_item.added",
            "response.function_call_arguments.delta",
            "response.function_call_arguments.done",
            "response.output_item.done",
            "response.completed");
    assertThat(answer.text()).startsWith("event: response.created\ndata: {");
    List<String> data = data(answer);
    for (int i = 0; i < data.size(); i++) {
      assertThat(json(data.get(i)).at("/sequence_number").asInt()).isEqualTo(i);
    }
    JsonNode last = json(data.get(data.size() - 1));
    assertThat(last.at("/response/output/0/content/0/text").asString()).isEqualTo("I look.");
    assertThat(last.at("/response/output/1/arguments").asString()).isEqualTo("{\"a\":1}");
    assertThat(last.at("/response/output/1/call_id").asString()).isEqualTo("c1");
    assertThat(last.at("/response/usage/total_tokens").asInt()).isEqualTo(19);
    assertThat(last.at("/response/colophon/label").asString()).isEqualTo("cn+eu");
    assertThat(json(data.get(9)).at("/output_index").asInt()).isEqualTo(1);
  }

  @Test
  void stream_cutByLength_isIncomplete() throws Exception {
    upstream().then(Script.start().accept().text("Hel").finish(FinishReason.LENGTH, USAGE));

    RawHttp.Answer answer =
        client.post(PATH, "{\"model\":\"chat\",\"input\":\"Hi\",\"stream\":true}").answer();

    List<String> data = data(answer);
    JsonNode last = json(data.get(data.size() - 1));
    assertThat(last.at("/type").asString()).isEqualTo("response.incomplete");
    assertThat(last.at("/response/incomplete_details/reason").asString())
        .isEqualTo("max_output_tokens");
  }

  @Test
  void stream_failsAfterOutput_endsWithATypedError() throws Exception {
    upstream().then(Script.start().accept().text("Hel").fail(FailureKind.INTERNAL, "boom"));

    RawHttp.Answer answer =
        client.post(PATH, "{\"model\":\"chat\",\"input\":\"Hi\",\"stream\":true}").answer();

    List<String> data = data(answer);
    JsonNode last = json(data.get(data.size() - 1));
    assertThat(last.at("/type").asString()).isEqualTo("error");
    assertThat(last.at("/error/code").asString()).isEqualTo("UPSTREAM_FAILED");
    assertThat(answer.text()).contains("event: error\n");
  }

  @Test
  void previousResponse_isRefusedClearly() throws Exception {
    RawHttp.Answer answer =
        client
            .post(PATH, "{\"model\":\"chat\",\"input\":\"Hi\",\"previous_response_id\":\"resp_1\"}")
            .answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer).at("/error/code").asString()).isEqualTo("UNSUPPORTED");
    assertThat(json(answer).at("/error/message").asString())
        .startsWith("previous_response_id: this gateway keeps no conversations");
    assertThat(answer.header("x-should-retry")).isEqualTo("false");
  }

  private static WireFrame frame(String bytes) {
    return new WireFrame(Dialects.OPENAI_RESPONSES, ByteBuffer.wrap(bytes.getBytes(UTF_8)));
  }

  private static GenerationEvent relayed(String bytes, Place place) {
    return new GenerationEvent.Relayed(frame(bytes), place);
  }

  @Test
  void stream_relayed_hasTheLabelInEveryTextThatIsSaidAgain() throws Exception {
    String created = "event: response.created\ndata: {\"type\":\"response.created\",\"x\":[ ]}\n\n";
    String delta =
        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
            + "\"item_id\":\"m\",\"delta\":\"Hello\"}\n\n";
    String done =
        "event: response.output_text.done\ndata: {\"type\":\"response.output_text.done\","
            + "\"item_id\":\"m\",\"text\":\"Hello\"}\n\n";
    String completed =
        "event: response.completed\n"
            + "data:"
            + " {\"type\":\"response.completed\",\"response\":{\"output\":[{\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}],\"odd\":1.0}}\n\n";
    upstream()
        .then(
            Script.start()
                .accept()
                .emit(relayed(created, Place.OPENING))
                .emit(new GenerationEvent.TextDelta("Hello", frame(delta)))
                .emit(relayed(done, Place.CLOSING))
                .emit(relayed(completed, Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));

    RawHttp.Answer answer =
        client.post(PATH, "{\"model\":\"chat\",\"input\":\"Hi\",\"stream\":true}").answer();

    assertThat(answer.text()).startsWith(created + delta).contains("\"odd\":1.0");
    List<String> data = data(answer);
    String label = json(data.get(2)).at("/delta").asString();
    assertThat(label).contains("AI");
    assertThat(json(data.get(2)).at("/item_id").asString()).isEqualTo("m");
    assertThat(json(data.get(3)).at("/text").asString()).isEqualTo("Hello" + label);
    assertThat(json(data.get(4)).at("/response/output/0/content/0/text").asString())
        .isEqualTo("Hello" + label);
    assertThat(answer.text()).contains("\n\n: colophon {");
  }

  @Test
  void unary_relayed_isItsOwnWithTheLabelSplicedIn() throws Exception {
    String body =
        "{\"id\":\"r\","
            + " \"text\":{\"format\":{\"type\":\"text\"}},\"output\":[{\"summary\":[{\"text\":"
            + "\"Hm\"}]},{\"content\":[{\"type\":\"output_text\",\"text\":\"Hello\"}]}]}";
    upstream()
        .then(
            Script.start()
                .accept()
                .text("Hello")
                .emit(relayed(body, Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));

    RawHttp.Answer answer = client.post(PATH, "{\"model\":\"chat\",\"input\":\"Hi\"}").answer();

    assertThat(answer.text()).startsWith(body.substring(0, body.length() - 6)).endsWith("\"}]}]}");
    assertThat(json(answer).at("/output/1/content/0/text").asString()).contains("AI");
  }
}
