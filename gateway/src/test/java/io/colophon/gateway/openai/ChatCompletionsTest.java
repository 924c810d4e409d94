package io.colophon.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.Script;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a chat completion asks for, and what it answers when nobody relays. */
class ChatCompletionsTest extends DoorTest {
  private static final String PATH = "/v1/chat/completions";
  private static final String HI =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final Usage USAGE =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 12)
          .with(UsageUnit.CACHE_READ_TOKENS, 4)
          .with(UsageUnit.OUTPUT_TOKENS, 7)
          .build();

  @Test
  void unary_words_areAChatCompletionWithItsReceiptInHeaders() throws Exception {
    upstream()
        .then(
            Script.start()
                .accept("a-2026")
                .text("Hello ", "you.")
                .finish(FinishReason.STOP, USAGE));

    RawHttp.Answer answer = client.post(PATH, HI, "x-request-id: mine-1").answer();

    assertThat(answer.status()).isEqualTo(200);
    JsonNode body = json(answer);
    assertThat(body.at("/object").asString()).isEqualTo("chat.completion");
    assertThat(body.at("/id").asString()).startsWith("chatcmpl-");
    assertThat(body.at("/model").asString()).isEqualTo("a-2026");
    assertThat(body.at("/choices/0/message/role").asString()).isEqualTo("assistant");
    assertThat(body.at("/choices/0/message/content").asString()).startsWith("Hello you.");
    assertThat(body.at("/choices/0/message/content").asString()).hasSizeGreaterThan(11);
    assertThat(body.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    assertThat(body.at("/usage").toString())
        .isEqualTo(
            "{\"prompt_tokens\":12,\"completion_tokens\":7,\"total_tokens\":19,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":4}}");
    assertThat(answer.header("x-request-id")).isEqualTo("mine-1");
    assertThat(answer.header("x-colophon-request-id")).isEqualTo("mine-1");
    assertThat(answer.header("x-colophon-served-model")).isEqualTo("a-2026");
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
    assertThat(answer.header("x-colophon-cost")).isEqualTo("unpriced");
    assertThat(Long.parseLong(answer.header("x-colophon-overhead-us"))).isNotNegative();
  }

  @Test
  void stream_words_areChunksWithAReceiptBeforeTheEnd() throws Exception {
    upstream().then(Script.start().accept().text("Hello ", "you.").finish());

    RawHttp.Answer answer =
        client
            .post(
                PATH,
                "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Hi\"}]}")
            .answer();

    assertThat(answer.header("content-type")).isEqualTo("text/event-stream; charset=utf-8");
    List<String> data = data(answer);
    assertThat(json(data.get(0)).at("/choices/0/delta/role").asString()).isEqualTo("assistant");
    StringBuilder text = new StringBuilder();
    data.subList(1, data.size() - 2)
        .forEach(chunk -> text.append(json(chunk).at("/choices/0/delta/content").asString()));
    assertThat(text.toString()).startsWith("Hello you.").hasSizeGreaterThan(11);
    assertThat(json(data.get(data.size() - 2)).at("/choices/0/finish_reason").asString())
        .isEqualTo("stop");
    assertThat(data.get(data.size() - 1)).isEqualTo("[DONE]");
    assertThat(answer.text())
        .contains("\n: colophon {\"request_id\":")
        .endsWith("data: [DONE]\n\n");
    assertThat(client.post(PATH, HI).answer().status()).isNotEqualTo(0); // the connection goes on
  }

  @Test
  void stream_usageAskedFor_endsWithUsageAndReceipt() throws Exception {
    upstream().then(Script.start().accept().text("Hello.").finish(FinishReason.LENGTH, USAGE));

    RawHttp.Answer answer =
        client
            .post(
                PATH,
                "{\"model\":\"chat\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
            .answer();

    List<String> data = data(answer);
    JsonNode last = json(data.get(data.size() - 2));
    assertThat(last.at("/choices").isEmpty()).isTrue();
    assertThat(last.at("/usage/total_tokens").asInt()).isEqualTo(19);
    assertThat(last.at("/colophon/label").asString()).isEqualTo("cn+eu");
    assertThat(json(data.get(0)).at("/usage").isNull()).isTrue();
    assertThat(json(data.get(data.size() - 3)).at("/choices/0/finish_reason").asString())
        .isEqualTo("length");
    assertThat(answer.text()).doesNotContain(": colophon");
  }

  @Test
  void toolCalls_unaryAndStreamed_areWhole() throws Exception {
    Script calls =
        Script.start()
            .accept()
            .emit(new GenerationEvent.ToolCall("call_1", "weather", "{\"city\":\"\\\"Rom\\\"\"}"))
            .finish(FinishReason.TOOL_CALLS, USAGE);
    upstream().then(calls).then(calls);
    String ask =
        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
            + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\","
            + "\"description\":\"d\",\"parameters\":{\"type\": \"object\"}}}],"
            + "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}";

    JsonNode unary = json(client.post(PATH, ask + "}").answer());
    List<String> streamed = data(client.post(PATH, ask + ",\"stream\":true}").answer());

    assertThat(unary.at("/choices/0/message/content").isNull()).isTrue();
    assertThat(unary.at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
    assertThat(unary.at("/choices/0/message/tool_calls").toString())
        .isEqualTo(
            "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\","
                + "\"arguments\":\"{\\\"city\\\":\\\"\\\\\\\"Rom\\\\\\\"\\\"}\"}}]");
    assertThat(json(streamed.get(1)).at("/choices/0/delta/tool_calls/0").toString())
        .isEqualTo(
            "{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\","
                + "\"arguments\":\"{\\\"city\\\":\\\"\\\\\\\"Rom\\\\\\\"\\\"}\"}}");
    assertThat(asked().tools().get(0).parametersJson()).isEqualTo("{\"type\": \"object\"}");
  }

  @Test
  void request_everyParameter_reachesTheUpstream() throws Exception {
    upstream().then(Script.saying("{}"));
    String schema = "{ \"type\": \"object\" }";

    RawHttp.Answer answer =
        client
            .post(
                PATH,
                "{\"messages\":[{\"content\":\"Be"
                    + " brief\",\"role\":\"developer\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What"
                    + " is it?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":"
                    + "\"data:image/png;base64,iVBORw0KGgo=\",\"detail\":\"low\"}}]},"
                    + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\","
                    + "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                    + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"sunny\"}],"
                    + "\"model\":\"chat\",\"temperature\":0.5,\"top_p\":0.9,\"max_tokens\":5,"
                    + "\"max_completion_tokens\":9,\"stop\":[\"END\"],\"seed\":42,\"n\":1,"
                    + "\"user\":\"u-1\",\"presence_penalty\":0.25,\"store\":false,"
                    + "\"metadata\":{\"k\":\"v\"},\"reasoning_effort\":\"low\",\"logit_bias\":null,"
                    + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                    + "{\"name\":\"n\",\"strict\":true,\"schema\":"
                    + schema
                    + "}}}")
            .answer();

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    List<Message> messages = asked().prompt().messages();
    assertThat(messages.get(0)).isEqualTo(Message.of(Message.Role.SYSTEM, "Be brief"));
    assertThat(messages.get(1).parts().get(0)).isEqualTo(new Part.Text("What is it?"));
    assertThat(((Part.Media) messages.get(1).parts().get(1)).mimeType()).isEqualTo("image/png");
    assertThat(messages.get(2).parts()).containsExactly(new Part.ToolCall("c1", "f", "{}"));
    assertThat(messages.get(3))
        .isEqualTo(new Message(Message.Role.TOOL, List.of(new Part.ToolResult("c1", "sunny"))));
    assertThat(asked().temperature()).isEqualTo(OptionalDouble.of(0.5));
    assertThat(asked().topP()).isEqualTo(OptionalDouble.of(0.9));
    assertThat(asked().maxTokens()).isEqualTo(OptionalInt.of(9));
    assertThat(asked().stop()).containsExactly("END");
    assertThat(asked().seed()).isEqualTo(OptionalLong.of(42));
    assertThat(asked().jsonSchema()).contains(schema);
    assertThat(upstream().calls().get(0).options().original()).isPresent();
  }

  @Test
  void failure_ofTheUpstream_hasOurReasonAndOpenAisShape() throws Exception {
    upstream()
        .then(
            Script.start()
                .fail(
                    io.colophon.provider.spi.FailureKind.RATE_LIMITED,
                    "vendor secret",
                    java.time.Duration.ofSeconds(40)));

    RawHttp.Answer answer = client.post(PATH, HI).answer();

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("retry-after")).isEqualTo("40");
    assertThat(answer.text())
        .isEqualTo(
            "{\"error\":{\"message\":\"no target can take the request"
                + " now\",\"type\":\"server_error\","
                + "\"param\":null,\"code\":\"UPSTREAM_UNAVAILABLE\"}}");
  }

  @Test
  void stream_failsAfterOutput_endsWithAnErrorAndNoDone() throws Exception {
    upstream()
        .then(
            Script.start()
                .accept()
                .text("Hel")
                .fail(io.colophon.provider.spi.FailureKind.INTERNAL, "boom"));

    RawHttp.Answer answer =
        client
            .post(
                PATH,
                "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Hi\"}]}")
            .answer();

    List<String> data = data(answer);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(data.get(data.size() - 1)).at("/error/code").asString())
        .isEqualTo("UPSTREAM_FAILED");
    assertThat(data).doesNotContain("[DONE]");
  }

  @Test
  void stream_failsBeforeOutput_isAnOrdinaryError() throws Exception {
    upstream()
        .then(Script.start().accept().fail(io.colophon.provider.spi.FailureKind.INTERNAL, "boom"));

    RawHttp.Answer answer =
        client
            .post(
                PATH,
                "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"Hi\"}]}")
            .answer();

    assertThat(answer.status()).isEqualTo(502);
    assertThat(json(answer).at("/error/code").asString()).isEqualTo("UPSTREAM_FAILED");
  }

  @Test
  void models_listedAndLookedUp_areThoseOfTheRoutes() throws Exception {
    client.send("GET /v1/models HTTP/1.1\r\nhost: t\r\n\r\n");
    JsonNode list = json(client.answer());
    client.send("GET /v1/models/org%2Fchat HTTP/1.1\r\nhost: t\r\n\r\n");
    JsonNode escaped = json(client.answer());
    client.send("GET /v1/models/org/chat HTTP/1.1\r\nhost: t\r\n\r\n");
    JsonNode plain = json(client.answer());
    client.send("GET /v1/models/none HTTP/1.1\r\nhost: t\r\n\r\n");
    RawHttp.Answer none = client.answer();

    assertThat(list.at("/data/0/id").asString()).isEqualTo("chat");
    assertThat(list.at("/data/0/object").asString()).isEqualTo("model");
    assertThat(escaped.at("/id").asString()).isEqualTo("org/chat");
    assertThat(plain.at("/id").asString()).isEqualTo("org/chat");
    assertThat(none.status()).isEqualTo(404);
    assertThat(json(none).at("/error/code").asString()).isEqualTo("MODEL_NOT_FOUND");
  }
}
