package io.colophon.gateway.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.Script;
import io.colophon.v1.CreateKeyRequest;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whole content, models, and what is wrong with a request. */
class ContentTest extends ContentDoorTest {

  @Test
  void unary_textAndCall_isAResponseWithLabelAndReceipt() throws Exception {
    upstream().then(Script.start().accept("up-1").text("Hello").finish(FinishReason.LENGTH, USAGE));

    RawHttp.Answer answer = client.post(UNARY, HI + "}").answer();

    JsonNode response = json(answer.text());
    assertThat(response.at("/candidates/0/content/role").asString()).isEqualTo("model");
    assertThat(response.at("/candidates/0/content/parts/0/text").asString())
        .startsWith("Hello")
        .contains("AI");
    assertThat(response.at("/candidates/0/finishReason").asString()).isEqualTo("MAX_TOKENS");
    assertThat(response.at("/modelVersion").asString()).isEqualTo("up-1");
    assertThat(response.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(20);
    assertThat(response.at("/usageMetadata/cachedContentTokenCount").asInt()).isEqualTo(12);
    assertThat(response.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(3);
    assertThat(response.at("/usageMetadata/thoughtsTokenCount").asInt()).isEqualTo(4);
    assertThat(response.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(27);
    assertThat(answer.header("x-colophon-served-model")).isEqualTo("up-1");
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
  }

  @Test
  void request_conversationWithTools_isReadInOrder() throws Exception {
    upstream().then(Script.saying("ok"));
    String body =
        """
        {"system_instruction":{"parts":[{"text":"Be brief."}]},
         "tools":[{"functionDeclarations":[{"name":"weather","description":"Tells it",
            "parameters":{"type":"OBJECT","properties":{"type":{"type":"STRING","nullable":true}}}}]},
           {"googleSearch":{}}],
         "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["weather"]}},
         "generationConfig":{"maxOutputTokens":64,"temperature":0.5,"topP":0.9,"topK":40,
            "stopSequences":["END"],"candidateCount":1,"seed":7,
            "responseMimeType":"application/json","responseSchema":{"type":"ARRAY","items":{"type":"INTEGER"},"minItems":"1"}},
         "contents":[
           {"role":"user","parts":[{"inline_data":{"mime_type":"image/png","data":"iVBORw0KGgo="}},{"text":"Weather?"}]},
           {"role":"model","parts":[{"functionCall":{"name":"weather","args":{"city":"Ulm"}}}]},
           {"role":"user","parts":[{"functionResponse":{"name":"weather","response":{"sky":"grey"}}}]}]}
        """;

    RawHttp.Answer answer = client.post(UNARY, body).answer();

    GenerationRequest.Text text = (GenerationRequest.Text) upstream().calls().get(0).request();
    assertThat(text.maxTokens()).hasValue(64);
    assertThat(text.seed()).hasValue(7);
    assertThat(text.stop()).containsExactly("END");
    assertThat(text.jsonSchema())
        .hasValue("{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":1}");
    assertThat(text.tools())
        .containsExactly(
            new GenerationRequest.Tool(
                "weather",
                "Tells it",
                "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":[\"string\",\"null\"]}}}"));
    assertThat(text.prompt().messages())
        .extracting(Message::role)
        .containsExactly(
            Message.Role.SYSTEM, Message.Role.USER, Message.Role.ASSISTANT, Message.Role.TOOL);
    assertThat(text.prompt().messages().get(2).parts())
        .containsExactly(new Part.ToolCall("call_1", "weather", "{\"city\":\"Ulm\"}"));
    assertThat(text.prompt().messages().get(3).parts())
        .containsExactly(new Part.ToolResult("call_1", "{\"sky\":\"grey\"}"));
    assertThat(answer.header("x-colophon-translation"))
        .contains("top_k")
        .contains("tools.googleSearch")
        .contains("tool_choice");
  }

  @Test
  void original_goesAlong_forTextAndEventsOnly() throws Exception {
    upstream().otherwise(request -> Script.saying("ok"));
    client.post(UNARY, HI + "}").answer();
    client.post(STREAM, HI + "}").answer();
    client.post(ARRAY, HI + "}").answer();

    assertThat(upstream().calls())
        .extracting(call -> call.options().original().map(WireFrame::dialect).orElse("none"))
        .containsExactly("gemini-content", "gemini-content-stream", "none");
  }

  @Test
  void unary_relayed_isItsOwnWithTheLabelSplicedIn() throws Exception {
    String before =
        "{ \"candidates\":[ {\"content\":{\"parts\":[{\"thought\":true,\"text\":\"hm\"},{\"text\":"
            + " \"Hello";
    String after = "\"}]}}], \"odd\": 1.50 }";
    upstream()
        .then(
            Script.start()
                .accept("up")
                .text("Hello")
                .emit(
                    new GenerationEvent.Relayed(
                        frame(Dialects.GEMINI_CONTENT, before + after), Place.CLOSING))
                .finish(FinishReason.STOP, USAGE));

    String said = client.post(UNARY, HI + "}").answer().text();

    assertThat(said).startsWith(before).endsWith(after).contains("AI");
  }

  @Test
  void image_isInlineData() throws Exception {
    String body = HI + ",\"generationConfig\":{\"responseModalities\":[\"TEXT\",\"IMAGE\"]}}";

    RawHttp.Answer answer = client.post("/v1beta/models/draw:generateContent", body).answer();

    JsonNode inline = json(answer.text()).at("/candidates/0/content/parts/0/inlineData");
    assertThat(inline.at("/mimeType").asString()).isEqualTo("image/png");
    byte[] file = Base64.getDecoder().decode(inline.at("/data").asString());
    assertThat(ImageIO.read(new ByteArrayInputStream(file))).isNotNull();
    assertThat(answer.header("x-colophon-label")).isEqualTo("cn+eu");
  }

  @Test
  void image_shapeAndSource_areRead() throws Exception {
    upstream().then(Script.start().fail(FailureKind.INTERNAL, "seen"));
    client
        .post(
            "/v1beta/models/draw-seen:generateContent",
            "{\"contents\":[{\"parts\":[{\"text\":\"Bluer\"},{\"inlineData\":{\"mimeType\":"
                + "\"image/png\",\"data\":\"iVBORw0KGgo=\"}}]}],\"generationConfig\":"
                + "{\"responseModalities\":[\"IMAGE\"],\"imageConfig\":{\"aspectRatio\":\"16:9\"}}}")
        .answer();

    GenerationRequest.Image image = (GenerationRequest.Image) upstream().calls().get(0).request();
    assertThat(image.size()).hasValue(new PixelSize(1344, 768));
    assertThat(image.source()).isPresent();
    assertThat(image.prompt().userText()).isEqualTo("Bluer");
  }

  @Test
  void count_andModels_answer() throws Exception {
    RawHttp.Answer count =
        client
            .post(
                "/v1beta/models/chat:countTokens",
                "{\"contents\":[{\"parts\":[{\"text\":\"12345678\"}]}]}")
            .answer();
    RawHttp.Answer models = client.send("GET /v1beta/models HTTP/1.1\r\nhost: t\r\n\r\n").answer();
    RawHttp.Answer one =
        client.send("GET /v1beta/models/chat HTTP/1.1\r\nhost: t\r\n\r\n").answer();

    assertThat(json(count.text()).at("/totalTokens").asInt()).isEqualTo(5);
    assertThat(json(models.text()).at("/models").size()).isEqualTo(3);
    assertThat(json(one.text()).at("/name").asString()).isEqualTo("models/chat");
  }

  @Test
  void key_inTheQuery_isTaken() throws Exception {
    String secret =
        gateway.admin().createKey(CreateKeyRequest.newBuilder().setName("a").build()).getSecret();
    upstream().then(Script.saying("Hello"));
    assertThat(client.post(UNARY + "?key=" + secret, HI + "}").answer().status()).isEqualTo(200);
    RawHttp.Answer wrong = client.post(UNARY + "?key=col_wrong", HI + "}").answer();

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(json(wrong.text()).at("/error/status").asString()).isEqualTo("UNAUTHENTICATED");
    assertThat(wrong.text()).doesNotContain("col_wrong");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{oops|400|MESSAGE_MALFORMED",
        "{}|400|INVALID_REQUEST",
        "{\"contents\":7}|400|INVALID_REQUEST",
        "{\"contents\":[{\"parts\":[{}]}]}|400|INVALID_REQUEST",
        "{\"contents\":[{\"role\":\"owner\",\"parts\":[{\"text\":\"x\"}]}]}|400|INVALID_REQUEST",
        "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"candidateCount\":2}}|400|INVALID_REQUEST",
        "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"temperature\":\"hot\"}}|400|INVALID_REQUEST",
        "{\"contents\":[{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"%%\"}}]}]}|400|INVALID_REQUEST",
        "{\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":{}}}]}]}|400|INVALID_REQUEST",
      })
  void badInput_isAStatusAndTheConnectionGoesOn(String body, int status, String reason)
      throws Exception {
    RawHttp.Answer answer = client.post(UNARY, body).answer();

    assertThat(answer.status()).isEqualTo(status);
    JsonNode error = json(answer.text()).at("/error");
    assertThat(error.at("/code").asInt()).isEqualTo(status);
    assertThat(error.at("/status").asString()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.at("/details/0/reason").asString()).isEqualTo(reason);
    upstream().then(Script.saying("fine"));
    assertThat(client.post(UNARY, HI + "}").answer().status()).isEqualTo(200);
  }

  @Test
  void model_unknown_is404() throws Exception {
    RawHttp.Answer answer = client.post("/v1beta/models/nope:generateContent", HI + "}").answer();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(json(answer.text()).at("/error/status").asString()).isEqualTo("NOT_FOUND");
  }
}
