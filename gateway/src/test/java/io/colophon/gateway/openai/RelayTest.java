package io.colophon.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.Script;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers of an upstream that speaks the caller's dialect go through byte by byte. */
class RelayTest extends DoorTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String ASK =
      "{ \"model\" : \"chat\", \"odd_field\": {\"x\": [1, 2]},"
          + " \"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
  private static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 3)
          .with(UsageUnit.OUTPUT_TOKENS, 2)
          .build();
  private static final String ROLE =
      ": keep-alive\n\nid: 7\ndata: {\"id\":\"u-1\",\"created\":17,\"model\":\"up\",\"choices\":"
          + "[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}],\"vendor\":{\"z\":1}}\n\n";
  private static final String HEL =
      "data: {\"id\":\"u-1\", "
          + " \"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}\r\n\r\n";
  private static final String LO =
      "data: {\"id\":\"u-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"}}]}\n\n";
  private static final String FINISH =
      "data:"
          + " {\"id\":\"u-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
  private static final String USED =
      "data: {\"id\":\"u-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"odd\":[ 1 ]}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private static WireFrame frame(String bytes) {
    return new WireFrame(Dialects.OPENAI_CHAT, ByteBuffer.wrap(bytes.getBytes(UTF_8)));
  }

  private static GenerationEvent relayed(String bytes, Place place) {
    return new GenerationEvent.Relayed(frame(bytes), place);
  }

  private static GenerationEvent words(String text, String bytes) {
    return new GenerationEvent.TextDelta(text, frame(bytes));
  }

  private static Script stream() {
    return Script.start()
        .accept("up")
        .emit(relayed(ROLE, Place.OPENING))
        .emit(words("Hel", HEL))
        .emit(words("lo", LO))
        .emit(relayed(FINISH, Place.CLOSING))
        .emit(relayed(USED, Place.CLOSING))
        .emit(relayed(DONE, Place.CLOSING))
        .finish(FinishReason.STOP, USAGE);
  }

  @Test
  void request_asTheCallerWroteIt_goesAlong() throws Exception {
    upstream().then(Script.saying("Hello"));
    client.post(PATH, ASK + "}").answer();

    WireFrame original = upstream().calls().get(0).options().original().orElseThrow();
    assertThat(original.dialect()).isEqualTo("openai-chat");
    assertThat(UTF_8.decode(original.bytes().duplicate()).toString()).isEqualTo(ASK + "}");
  }

  @Test
  void stream_usageNotAskedFor_isByteByByteWithLabelAndReceipt() throws Exception {
    upstream().then(stream());
    String said = client.post(PATH, ASK + ",\"stream\":true}").answer().text();

    assertThat(said).startsWith(ROLE + HEL + LO);
    assertThat(said).doesNotContain("\"odd\"").endsWith(DONE);
    String rest = said.substring((ROLE + HEL + LO).length());
    String label = rest.substring(0, rest.indexOf("\n\n") + 2);
    JsonNode chunk = json(label.substring("data: ".length()));
    assertThat(chunk.at("/id").asString()).isEqualTo("u-1");
    assertThat(chunk.at("/created").asInt()).isEqualTo(17);
    assertThat(chunk.at("/model").asString()).isEqualTo("up");
    assertThat(chunk.at("/choices/0/delta/content").asString()).contains("AI");
    assertThat(rest.substring(label.length())).startsWith(FINISH + ": colophon {");
  }

  @Test
  void stream_usageAskedFor_hasTheReceiptInTheUsageChunk() throws Exception {
    upstream().then(stream());
    String said =
        client
            .post(PATH, ASK + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}")
            .answer()
            .text();

    int used = said.indexOf(USED.substring(0, USED.length() - 3));
    assertThat(used).isPositive();
    String chunk = said.substring(used + "data: ".length(), said.indexOf("\n\n", used));
    assertThat(json(chunk).at("/colophon/usage/input_tokens").asInt()).isEqualTo(3);
    assertThat(said).endsWith("\n\n" + DONE).doesNotContain(": colophon");
  }

  @Test
  void stream_toolCallPieces_areRelayedOnce() throws Exception {
    String piece =
        "data: {\"id\":\"u\",\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}\n\n";
    upstream()
        .then(
            Script.start()
                .accept()
                .emit(relayed(ROLE, Place.OPENING))
                .emit(relayed(piece, Place.CONTENT))
                .emit(relayed(piece, Place.CONTENT))
                .emit(new GenerationEvent.ToolCall("c", "f", "{}"))
                .emit(relayed(FINISH, Place.CLOSING))
                .emit(relayed(DONE, Place.CLOSING))
                .finish(FinishReason.TOOL_CALLS, USAGE));
    String said = client.post(PATH, ASK + ",\"stream\":true}").answer().text();

    assertThat(said).startsWith(ROLE + piece + piece + FINISH + ": colophon {").endsWith(DONE);
  }

  @Test
  void unary_body_isItsOwnWithTheLabelSplicedIn() throws Exception {
    String before = "{ \"id\":\"u-1\",\"choices\":[ {\"message\":{\"content\" : ";
    String after = ", \"annotations\":[{\"content\":\"x\"}]}}], \"vendor\":{\"a\": 1.50} }";
    upstream()
        .then(
            Script.start()
                .accept("up")
                .text("Say \"hi\"\n")
                .emit(relayed(before + "\"Say \\u0022hi\\\"\\n\"" + after, Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));
    RawHttp.Answer answer = client.post(PATH, ASK + "}").answer();

    assertThat(answer.text()).startsWith(before + "\"Say \\\"hi\\\"\\n").endsWith(after);
    assertThat(json(answer).at("/choices/0/message/content").asString())
        .startsWith("Say \"hi\"\n")
        .contains("AI");
    assertThat(answer.header("x-colophon-served-model")).isEqualTo("up");
  }

  @Test
  void unary_bodyWithoutText_isUnchanged() throws Exception {
    String body = "{\"id\":\"u\",\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[]}}]}";
    upstream()
        .then(
            Script.start()
                .accept()
                .emit(new GenerationEvent.ToolCall("c", "f", "{}"))
                .emit(relayed(body, Place.CLOSING))
                .finish(FinishReason.TOOL_CALLS, USAGE));

    assertThat(client.post(PATH, ASK + "}").answer().text()).isEqualTo(body);
  }

  @Test
  void frames_ofAnotherDialect_areNotRelayed() throws Exception {
    WireFrame other =
        new WireFrame(Dialects.ANTHROPIC_MESSAGES, ByteBuffer.wrap("event: x\n\n".getBytes(UTF_8)));
    upstream()
        .then(
            Script.start()
                .accept()
                .emit(new GenerationEvent.TextDelta("Hello", other))
                .emit(new GenerationEvent.Relayed(other, Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));
    RawHttp.Answer answer = client.post(PATH, ASK + ",\"stream\":true}").answer();

    List<String> data = data(answer);
    assertThat(answer.text()).doesNotContain("event: x");
    assertThat(json(data.get(1)).at("/choices/0/delta/content").asString()).isEqualTo("Hello");
  }
}
