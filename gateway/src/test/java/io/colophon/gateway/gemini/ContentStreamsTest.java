package io.colophon.gateway.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.testkit.Script;
import io.colophon.provider.testkit.UpstreamCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Content as events or as an array. */
class ContentStreamsTest extends ContentDoorTest {

  @Test
  void stream_events_endWithReasonAndUsage() throws Exception {
    upstream()
        .then(
            Script.start()
                .accept("up-1")
                .text("Hel", "lo")
                .emit(new GenerationEvent.ToolCall("c1", "weather", "{\"city\":\"Ulm\"}"))
                .finish(FinishReason.TOOL_CALLS, USAGE));

    RawHttp.Answer answer = client.post(STREAM, HI + "}").answer();

    List<JsonNode> chunks = data(answer.text());
    assertThat(chunks).hasSize(4);
    assertThat(chunks.get(0).at("/candidates/0/content/parts/0/text").asString()).isEqualTo("Hel");
    assertThat(chunks.get(2).at("/candidates/0/content/parts/0/functionCall/args/city").asString())
        .isEqualTo("Ulm");
    assertThat(chunks.get(3).at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
    assertThat(chunks.get(3).at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(27);
    assertThat(answer.text()).contains("\r\n\r\n: colophon {");
  }

  @Test
  void stream_array_isOneJsonDocument() throws Exception {
    upstream().then(Script.saying("Hel", "lo"));

    RawHttp.Answer answer = client.post(ARRAY, HI + "}").answer();

    JsonNode array = json(answer.text());
    assertThat(array.isArray()).isTrue();
    assertThat(array.at("/1/candidates/0/content/parts/0/text").asString()).isEqualTo("lo");
    assertThat(array.at("/2/candidates/0/content/parts/0/text").asString()).contains("AI");
    assertThat(array.at("/3/candidates/0/finishReason").asString()).isEqualTo("STOP");
  }

  @Test
  void stream_arrayThatBreaks_endsWithTheErrorAsAnElement() throws Exception {
    upstream().then(Script.start().accept().text("Hel").fail(FailureKind.INTERNAL, "x"));

    JsonNode array = json(client.post(ARRAY, HI + "}").answer().text());

    assertThat(array.at("/1/error/details/0/reason").asString()).isEqualTo("UPSTREAM_FAILED");
  }

  @Test
  void stream_eventsThatBreak_endWithAnError() throws Exception {
    upstream().then(Script.start().accept().text("Hel").fail(FailureKind.INTERNAL, "x"));

    List<JsonNode> chunks = data(client.post(STREAM, HI + "}").answer().text());

    assertThat(chunks.get(1).at("/error/status").asString()).isEqualTo("INTERNAL");
    assertThat(chunks.get(1).at("/error/code").asInt()).isEqualTo(502);
  }

  @Test
  void stream_relayed_isByteByByteWithTheLabelBeforeTheEnd() throws Exception {
    String hello =
        "data: {\"candidates\":"
            + " [{\"content\":{\"parts\":[{\"text\":\"Hello\"}]}}],\"odd\":1}\r\n\r\n";
    String end = "data: {\"candidates\": [{\"finishReason\":\"STOP\"}],\"odd\":2}\r\n\r\n";
    upstream()
        .then(
            Script.start()
                .accept("up")
                .emit(new GenerationEvent.TextDelta("Hello", frame(Dialects.GEMINI_STREAM, hello)))
                .emit(
                    new GenerationEvent.Relayed(frame(Dialects.GEMINI_STREAM, end), Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));

    String said = client.post(STREAM, HI + "}").answer().text();

    assertThat(said).startsWith(hello + "data: {").endsWith(end);
    assertThat(said.substring(hello.length(), said.length() - end.length()))
        .contains("AI")
        .contains(": colophon {");
  }

  @Test
  void stream_callerHangsUp_upstreamIsCancelled() throws Exception {
    upstream().then(Script.start().accept().text("some words").hang());
    client.post(STREAM, HI + "}");
    client.head();
    client.chunk();
    UpstreamCall call = upstream().calls().get(0);

    client.close();

    assertThat(call.awaitEnd(PATIENCE)).isTrue();
    assertThat(call.cancelled()).isTrue();
  }
}
