package io.colophon.provider.bedrock;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.SampleMedia;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

class BedrockContractTest extends ProviderContract {
  private static final HttpDouble UPSTREAM = HttpDouble.start();

  @BeforeAll
  static void listen() {
    UPSTREAM
        .on("POST", "/model/chat/converse-stream", BedrockContractTest::chat)
        .on("POST", "/async-invoke", Answer.json("{\"invocationArn\":\"arn1\"}"))
        .on(
            "GET",
            "/async-invoke/arn1",
            Answer.json(
                "{\"status\":\"Completed\",\"outputDataConfig\":{\"s3OutputDataConfig\":"
                    + "{\"s3Uri\":\"s3://films/out/1\"}}}"))
        .on("GET", "/s3/films/out/1/output.mp4", Answer.bytes("video/mp4", SampleMedia.mp4()));
  }

  private static Answer chat(Request request) {
    JsonNode body = Json.read(request.body());
    if (body.has("toolConfig")) {
      return BedrockDouble.stream(
          BedrockDouble.event("messageStart", "{\"role\":\"assistant\"}"),
          BedrockDouble.event(
              "contentBlockStart",
              "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"name\":\"depth\","
                  + "\"toolUseId\":\"t1\"}}}"),
          BedrockDouble.event("contentBlockStop", "{\"contentBlockIndex\":0}"),
          BedrockDouble.stop("tool_use"),
          BedrockDouble.usage("{\"inputTokens\":1,\"outputTokens\":2}"));
    }
    return body.has("outputConfig")
        ? BedrockDouble.saying("{\\\"deep\\\":", "true}")
        : BedrockDouble.saying("A lake ", "is deep.");
  }

  @AfterAll
  static void stop() {
    UPSTREAM.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new BedrockFactory()
        .create(
            "bedrock",
            BedrockDouble.config(
                UPSTREAM,
                new OfferedModel(
                    "chat",
                    List.of(
                        Ability.TEXT,
                        Ability.JSON_SCHEMA,
                        Ability.TOOLS,
                        Ability.IMAGE_UNDERSTANDING),
                    Optional.empty()),
                new OfferedModel(
                    "film", List.of(Ability.VIDEO, Ability.IMAGE_TO_VIDEO), Optional.empty())),
            context);
  }
}
