package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

/** The contract of plug-ins, over every kind of output that the Gemini API has. */
class GeminiContractTest extends ProviderContract {
  private static HttpDouble upstream = HttpDouble.start();

  @BeforeAll
  static void listen() {
    upstream
        .on("POST", "/v1beta/models/chat:streamGenerateContent", GeminiContractTest::chat)
        .on(
            "POST",
            "/v1beta/models/vectors:embedContent",
            Answer.json("{\"embedding\":{\"values\":[0.1,-0.5]}}"))
        .on(
            "POST",
            "/v1beta/models/painter:generateContent",
            request -> media("image/png", SampleMedia.png(new PixelSize(64, 64), 7)))
        .on(
            "POST",
            "/v1beta/models/voice:generateContent",
            request -> media("audio/L16;codec=pcm;rate=24000", samples()))
        .on(
            "POST",
            "/v1beta/models/veo:predictLongRunning",
            Answer.json("{\"name\":\"models/veo/operations/op1\"}"))
        .on(
            "GET",
            "/v1beta/models/veo/operations/op1",
            request ->
                Answer.json(
                    """
                    {"done":true,"response":{"generateVideoResponse":\
                    {"generatedSamples":[{"video":{"uri":"%s"}}]}}}\
                    """
                        .formatted(upstream.uri("/v1beta/files/f:download"))))
        .on("GET", "/v1beta/files/f:download", Answer.bytes("video/mp4", SampleMedia.mp4()));
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  private static byte[] samples() {
    byte[] wav = SampleMedia.wav(500, 7);
    return Arrays.copyOfRange(wav, 44, wav.length);
  }

  private static Answer media(String type, byte[] bytes) {
    return Answer.json(
        """
        {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"%s","data":"%s"}}]},\
        "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":1290}}\
        """
            .formatted(type, Base64.getEncoder().encodeToString(bytes)));
  }

  private static Answer chat(Request request) {
    JsonNode body = Json.read(request.body());
    if (body.has("tools")) {
      return Answer.events(
          GeminiDouble.event(
              "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"depth\","
                  + "\"args\":{\"lake\":\"Geneva\"}}}]},\"finishReason\":\"STOP\"}]}"));
    }
    if (body.path("generationConfig").has("responseJsonSchema")) {
      return Answer.events(
          GeminiDouble.event(GeminiDouble.text("{\\\"deep\\\":")),
          GeminiDouble.event(GeminiDouble.last("true}", "STOP")));
    }
    return Answer.events(
        GeminiDouble.event(GeminiDouble.text("A lake ")),
        GeminiDouble.event(GeminiDouble.last("is deep.", "STOP")));
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new GeminiFactory()
        .create(
            "gemini",
            GeminiDouble.config(
                upstream,
                new OfferedModel(
                    "chat",
                    List.of(
                        Ability.TEXT,
                        Ability.JSON_SCHEMA,
                        Ability.TOOLS,
                        Ability.IMAGE_UNDERSTANDING),
                    Optional.empty()),
                new OfferedModel("vectors", List.of(Ability.EMBEDDING), Optional.empty()),
                new OfferedModel(
                    "painter", List.of(Ability.IMAGE, Ability.IMAGE_TO_IMAGE), Optional.empty()),
                new OfferedModel(
                    "veo", List.of(Ability.VIDEO, Ability.IMAGE_TO_VIDEO), Optional.empty()),
                new OfferedModel("voice", List.of(Ability.SPEECH), Optional.empty())),
            context);
  }
}
