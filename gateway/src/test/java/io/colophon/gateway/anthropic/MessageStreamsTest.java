package io.colophon.gateway.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages as events. */
class MessageStreamsTest extends MessagesDoorTest {

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
  void stream_callerHangsUp_upstreamIsCancelled() throws Exception {
    upstream().then(Script.start().accept().text("some words").hang());
    client.post(PATH, HI + ",\"stream\":true}");
    client.head();
    client.chunk();
    UpstreamCall call = upstream().calls().get(0);

    client.close();

    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(call.cancelled()).isTrue();
  }
}
