package io.colophon.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/messages} of a running gateway with a scripted upstream. */
class MessagesTest {
  private static final String PATH = "/v1/messages";
  private static final String HI =
      "{\"model\":\"chat\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
  private static final String CONFIG =
      """
      providers:
        fake: { type: scripted }
      routes:
        - match: { model: chat, modality: text }
          targets: [ { provider: fake, model: a } ]
      """;
  private static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 20)
          .with(UsageUnit.CACHE_READ_TOKENS, 12)
          .with(UsageUnit.CACHE_WRITE_TOKENS, 3)
          .with(UsageUnit.OUTPUT_TOKENS, 7)
          .build();

  @TempDir Path folder;
  private RunningGateway gateway;
  private RawHttp client;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(folder, CONFIG);
    client = RawHttp.to(gateway.gateway().addresses().http());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gateway.close();
  }

  private FakeUpstream upstream() {
    return gateway.upstream("fake");
  }

  private GenerationRequest.Text asked() {
    return (GenerationRequest.Text) upstream().calls().get(0).request();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** Names and data of a stream's events. */
  private static List<Map.Entry<String, JsonNode>> events(String stream) {
    List<Map.Entry<String, JsonNode>> events = new ArrayList<>();
    String name = "";
    for (String line : stream.split("\n")) {
      if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        events.add(Map.entry(name, json(line.substring(6))));
      }
    }
    return events;
  }

  // ---- whole answers

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
  void unary_usageUnreported_isNullAndNotZero() throws Exception {
    upstream()
        .then(
            Script.start()
                .accept()
                .emit(new GenerationEvent.ToolCall("t", "f", "{}"))
                .finish(FinishReason.TOOL_CALLS, Usage.UNREPORTED));

    JsonNode message = json(client.post(PATH, HI + "}").answer().text());

    assertThat(message.at("/usage/input_tokens").isNull()).isTrue();
    assertThat(message.at("/stop_reason").asString()).isEqualTo("tool_use");
    assertThat(message.at("/content/0/input").isObject()).isTrue();
  }

  // ---- requests

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

    assertThat(json(answer.text()).at("/input_tokens").asInt()).isEqualTo(2);
    assertThat(answer.header("x-colophon-estimate")).isNotEmpty();
    assertThat(upstream().calls()).isEmpty();
  }

  // ---- streams

  @Test
  void stream_textAndTool_hasBlocksInOrder() throws Exception {
    upstream()
        .then(
            Script.start()
                .accept("up-1")
                .text("Let me", " see")
                .emit(new GenerationEvent.ToolCall("tu_9", "weather", "{\"city\":\"Ulm\"}"))
                .finish(FinishReason.TOOL_CALLS, USAGE));

    RawHttp.Answer answer = client.post(PATH, HI + ",\"stream\":true}").answer();

    assertThat(answer.header("content-type")).startsWith("text/event-stream");
    List<Map.Entry<String, JsonNode>> events = events(answer.text());
    assertThat(events)
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(events)
        .allSatisfy(e -> assertThat(e.getValue().at("/type").asString()).isEqualTo(e.getKey()));
    assertThat(events.get(0).getValue().at("/message/model").asString()).isEqualTo("up-1");
    assertThat(events.get(3).getValue().at("/delta/text").asString()).isEqualTo("Let me");
    JsonNode tool = events.get(6).getValue();
    assertThat(tool.at("/index").asInt()).isEqualTo(1);
    assertThat(tool.at("/content_block/id").asString()).isEqualTo("tu_9");
    assertThat(events.get(7).getValue().at("/delta/partial_json").asString())
        .isEqualTo("{\"city\":\"Ulm\"}");
    JsonNode end = events.get(9).getValue();
    assertThat(end.at("/delta/stop_reason").asString()).isEqualTo("tool_use");
    assertThat(end.at("/usage/input_tokens").asInt()).isEqualTo(5);
    assertThat(answer.text()).contains("\n\n: colophon {");
  }

  @Test
  void stream_text_endsWithTheLabelInTheSameBlock() throws Exception {
    upstream().then(Script.saying("Hello"));

    List<Map.Entry<String, JsonNode>> events =
        events(client.post(PATH, HI + ",\"stream\":true}").answer().text());

    assertThat(events.get(4).getValue().at("/index").asInt()).isZero();
    assertThat(events.get(4).getValue().at("/delta/text").asString()).contains("AI");
    assertThat(events.get(5).getKey()).isEqualTo("content_block_stop");
  }

  @Test
  void stream_relayed_isByteByByteWithTheLabelInTheOpenBlock() throws Exception {
    String start =
        "event: message_start\n"
            + "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"odd\":1}}\n\n";
    String open =
        "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
            + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n";
    String hello =
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + " \"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}\n\n";
    String stop =
        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n";
    String end =
        "event: message_delta\n"
            + "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n";
    String last = "event: message_stop\ndata: {\"type\":\"message_stop\" }\n\n";
    upstream()
        .then(
            Script.start()
                .accept("up")
                .emit(relayed(start, Place.OPENING))
                .emit(relayed(open, Place.OPENING))
                .emit(new GenerationEvent.TextDelta("Hello", frame(hello)))
                .emit(relayed(stop, Place.CONTENT))
                .emit(relayed(end, Place.CLOSING))
                .emit(relayed(last, Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));

    String said = client.post(PATH, HI + ",\"stream\":true}").answer().text();

    assertThat(said).startsWith(start + open + hello + "event: content_block_delta\n");
    String rest = said.substring((start + open + hello).length());
    String label = rest.substring(0, rest.indexOf("\n\n") + 2);
    assertThat(events(label).get(0).getValue().at("/index").asInt()).isZero();
    assertThat(events(label).get(0).getValue().at("/delta/text").asString()).contains("AI");
    assertThat(rest.substring(label.length()))
        .startsWith(stop + end + ": colophon {")
        .endsWith(last);
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

  private static WireFrame frame(String bytes) {
    return new WireFrame(Dialects.ANTHROPIC_MESSAGES, ByteBuffer.wrap(bytes.getBytes(UTF_8)));
  }

  private static GenerationEvent relayed(String bytes, Place place) {
    return new GenerationEvent.Relayed(frame(bytes), place);
  }

  @Test
  void stream_upstreamBreaks_endsWithAnErrorEvent() throws Exception {
    upstream()
        .then(Script.start().accept().text("Hel").fail(FailureKind.INTERNAL, "secret detail"));

    String said = client.post(PATH, HI + ",\"stream\":true}").answer().text();

    List<Map.Entry<String, JsonNode>> events = events(said);
    JsonNode error = events.get(events.size() - 1).getValue();
    assertThat(events.get(events.size() - 1).getKey()).isEqualTo("error");
    assertThat(error.at("/error/type").asString()).isEqualTo("api_error");
    assertThat(error.at("/error/code").asString()).isEqualTo("UPSTREAM_FAILED");
    assertThat(said).doesNotContain("secret detail");
  }

  @Test
  void stream_callerHangsUp_upstreamIsCancelledAtOnce() throws Exception {
    upstream().then(Script.start().accept().text("some words").hang());
    client.post(PATH, HI + ",\"stream\":true}");
    client.head();
    client.chunk();
    UpstreamCall call = upstream().calls().get(0);

    client.close();

    assertThat(call.awaitEnd(Duration.ofMillis(100))).isTrue();
    assertThat(call.cancelled()).isTrue();
  }

  // ---- what is wrong

  @Test
  void error_isInTheDialectsShape() throws Exception {
    upstream().then(Script.start().fail(FailureKind.RATE_LIMITED, "x", Duration.ofSeconds(7)));

    RawHttp.Answer answer = client.post(PATH, HI + "}", "x-request-id: r1").answer();

    JsonNode error = json(answer.text());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("7");
    assertThat(error.at("/type").asString()).isEqualTo("error");
    assertThat(error.at("/error/type").asString()).isEqualTo("overloaded_error");
    assertThat(error.at("/error/code").asString()).isEqualTo("UPSTREAM_UNAVAILABLE");
    assertThat(error.at("/request_id").asString()).isEqualTo("r1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{oops|MESSAGE_MALFORMED|invalid_request_error",
        "[]|MESSAGE_MALFORMED|invalid_request_error",
        "{}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":\"9\",\"messages\":[]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":0,\"messages\":[]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[{\"role\":\"owner\",\"content\":\"x\"}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%%\"}}]}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"chat\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"file:///etc/passwd\"}}]}]}|INVALID_REQUEST|invalid_request_error",
        "{\"model\":\"nope\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|MODEL_NOT_FOUND|not_found_error",
      })
  void badInput_isToldAndTheConnectionGoesOn(String body, String code, String type)
      throws Exception {
    RawHttp.Answer answer = client.post(PATH, body).answer();

    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo(code);
    assertThat(json(answer.text()).at("/error/type").asString()).isEqualTo(type);
    upstream().then(Script.saying("fine"));
    assertThat(client.post(PATH, HI + "}").answer().status()).isEqualTo(200);
  }

  @Test
  void badInput_tooLarge_is413InTheDialect() throws Exception {
    client.send(
        "POST /v1/messages HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\n"
            + "content-length: 900000000\r\n\r\n");

    RawHttp.Answer answer = client.answer();

    assertThat(answer.status()).isEqualTo(413);
    assertThat(json(answer.text()).at("/error/type").asString()).isEqualTo("request_too_large");
  }

  @Test
  void badInput_invalidUtf8_isMalformed() throws Exception {
    byte[] body = (HI + "}").getBytes(UTF_8);
    body[body.length - 5] = (byte) 0xC3;
    client.send(
        ("POST /v1/messages HTTP/1.1\r\nhost: t\r\ncontent-type: application/json\r\n"
            + "content-length: "
            + body.length
            + "\r\n\r\n"));
    RawHttp.Answer answer = client.send(body).answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(json(answer.text()).at("/error/code").asString()).isEqualTo("MESSAGE_MALFORMED");
  }

  @Test
  void strict_whatCannotBeTaken_isRefused() throws Exception {
    upstream().then(Script.saying("no"));

    RawHttp.Answer answer =
        client.post(PATH, HI + ",\"top_k\":3}", "x-colophon-strict: true").answer();

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("top_k");
  }
}
