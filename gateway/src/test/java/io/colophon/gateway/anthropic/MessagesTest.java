package io.colophon.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.Script;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whole messages, and how requests are read. */
class MessagesTest extends MessagesDoorTest {

  @Test
  void unary_text_isAMessageWithLabelAndReceipt() throws Exception {
    upstream().then(Script.start().accept("up-1").text("Hello").finish(FinishReason.STOP, USAGE));

    RawHttp.Answer answer = client.post(PATH, HI + "}", "x-request-id: mine").answer();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode message = json(answer.text());
    assertThat(message.at("/type").asString()).isEqualTo("message");
    assertThat(message.at("/id").asString()).startsWith("msg_");
    assertThat(message.at("/role").asString()).isEqualTo("assistant");
    assertThat(message.at("/model").asString()).isEqualTo("up-1");
    assertThat(message.at("/content").size()).isEqualTo(1);
    assertThat(message.at("/content/0/type").asString()).isEqualTo("text");
    assertThat(message.at("/content/0/text").asString()).startsWith("Hello").contains("AI");
    assertThat(message.at("/stop_reason").asString()).isEqualTo("end_turn");
    assertThat(message.at("/stop_sequence").isNull()).isTrue();
    assertThat(answer.header("request-id")).isEqualTo("mine");
    assertThat(answer.header("x-colophon-request-id")).isEqualTo("mine");
    assertThat(answer.header("x-colophon-served-model")).isEqualTo("up-1");
    assertThat(answer.header("x-colophon-cost")).isEqualTo("unpriced");
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
    assertThat(answer.header("x-colophon-overhead-us")).matches("[0-9]+");
  }

  @Test
  void unary_usage_countsInputWithoutCaches() throws Exception {
    upstream().then(Script.start().accept().text("Hello").finish(FinishReason.LENGTH, USAGE));

    JsonNode message = json(client.post(PATH, HI + "}").answer().text());

    assertThat(message.at("/usage/input_tokens").asInt()).isEqualTo(5);
    assertThat(message.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(12);
    assertThat(message.at("/usage/cache_creation_input_tokens").asInt()).isEqualTo(3);
    assertThat(message.at("/usage/output_tokens").asInt()).isEqualTo(7);
    assertThat(message.at("/stop_reason").asString()).isEqualTo("max_tokens");
  }

  @Test
  void unary_usageUnreported_isCountedHere() throws Exception {
    upstream()
        .then(
            Script.start()
                .accept()
                .emit(new GenerationEvent.ToolCall("t", "f", "{}"))
                .finish(FinishReason.TOOL_CALLS, Usage.UNREPORTED));

    JsonNode message = json(client.post(PATH, HI + "}").answer().text());

    assertThat(message.at("/usage/input_tokens").asInt()).isPositive();
    assertThat(message.at("/stop_reason").asString()).isEqualTo("tool_use");
    assertThat(message.at("/content/0/input").isObject()).isTrue();
  }

  @Test
  void request_conversationWithTools_isReadInOrder() throws Exception {
    upstream().then(Script.saying("ok"));
    String body =
        """
        {"model":"chat","max_tokens":64,"temperature":0.5,"top_p":0.9,"top_k":40,
         "stop_sequences":["END"],
         "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral"}}],
         "metadata":{"user_id":"ada"},
         "tools":[{"name":"weather","description":"Tells it","input_schema":{"type":"object"}}],
         "tool_choice":{"type":"any","disable_parallel_tool_use":true},
         "messages":[
          {"role":"user","content":[
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},
            {"type":"text","text":"What is it like there?"}]},
          {"content":[
            {"type":"thinking","thinking":"hm","signature":"c2ln"},
            {"type":"tool_use","id":"tu_1","name":"weather","input":{"city":"Ulm"}}],
           "role":"assistant"},
          {"role":"user","content":[
            {"type":"tool_result","tool_use_id":"tu_1","content":[{"type":"text","text":"rain"}]},
            {"type":"text","text":"So?"}]}]}
        """;

    RawHttp.Answer answer = client.post(PATH, body).answer();

    GenerationRequest.Text text = asked();
    assertThat(text.maxTokens()).hasValue(64);
    assertThat(text.temperature()).hasValue(0.5);
    assertThat(text.topP()).hasValue(0.9);
    assertThat(text.stop()).containsExactly("END");
    assertThat(text.tools())
        .containsExactly(
            new GenerationRequest.Tool("weather", "Tells it", "{\"type\":\"object\"}"));
    List<Message> messages = text.prompt().messages();
    assertThat(messages)
        .extracting(Message::role)
        .containsExactly(
            Message.Role.SYSTEM,
            Message.Role.USER,
            Message.Role.ASSISTANT,
            Message.Role.TOOL,
            Message.Role.USER);
    assertThat(messages.get(1).parts().get(0)).isInstanceOf(Part.Media.class);
    assertThat(messages.get(2).parts())
        .containsExactly(new Part.ToolCall("tu_1", "weather", "{\"city\":\"Ulm\"}"));
    assertThat(messages.get(3).parts()).containsExactly(new Part.ToolResult("tu_1", "rain"));
    // What the upstream has no place for is told, thoughts of another model included.
    assertThat(answer.header("x-colophon-translation"))
        .contains("top_k")
        .contains("tool_choice")
        .contains("content.thinking");
  }

  @Test
  void request_asTheCallerWroteIt_goesAlong() throws Exception {
    upstream().then(Script.saying("ok"));
    String body = HI + ", \"odd\": {\"x\": [1, 2]} }";

    client.post(PATH, body).answer();

    WireFrame original = upstream().calls().get(0).options().original().orElseThrow();
    assertThat(original.dialect()).isEqualTo("anthropic-messages");
    assertThat(UTF_8.decode(original.bytes().duplicate()).toString()).isEqualTo(body);
  }

  @Test
  void request_schema_isForMachinesAndBearsNoLabelInside() throws Exception {
    upstream().then(Script.saying("{\"a\":1}"));
    String schema = "{\"type\":\"object\"}";

    JsonNode message =
        json(
            client
                .post(
                    PATH,
                    HI
                        + ",\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
                        + schema
                        + "}}}")
                .answer()
                .text());

    assertThat(asked().jsonSchema()).hasValue(schema);
    assertThat(message.at("/content/0/text").asString()).isEqualTo("{\"a\":1}");
  }

  @Test
  void count_isAnEstimateAndSaysSo() throws Exception {
    RawHttp.Answer answer =
        client
            .post(
                "/v1/messages/count_tokens",
                "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"12345678\"}]}")
            .answer();

    assertThat(json(answer.text()).at("/input_tokens").asInt())
        .isEqualTo(5); // digits share a token by twos and threes
    assertThat(answer.header("x-colophon-estimate")).isNotEmpty();
    assertThat(upstream().calls()).isEmpty();
  }

  @Test
  void unary_relayed_isItsOwnWithTheLabelSplicedIn() throws Exception {
    String before =
        "{ \"id\":\"m\", \"content\":[{\"type\":\"thinking\",\"thinking\":\"\"},"
            + "{\"text\" : \"Say \\u0022hi\\u0022";
    String after = "\", \"type\":\"text\",\"odd\":1.50}], \"usage\":{\"x\":1} }";
    upstream()
        .then(
            Script.start()
                .accept("up")
                .text("Say \"hi\"")
                .emit(relayed(before + after, Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));

    String said = client.post(PATH, HI + "}").answer().text();

    assertThat(said).startsWith(before).endsWith(after);
    assertThat(json(said).at("/content/1/text").asString()).startsWith("Say \"hi\"").contains("AI");
  }
}
