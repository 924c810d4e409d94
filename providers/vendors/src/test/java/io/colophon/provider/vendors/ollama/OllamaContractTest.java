package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

class OllamaContractTest extends ProviderContract {
  private static final HttpDouble UPSTREAM = HttpDouble.start();

  @BeforeAll
  static void listen() {
    UPSTREAM
        .on("POST", "/api/chat", OllamaContractTest::chat)
        .on(
            "POST",
            "/api/embed",
            Answer.json("{\"model\":\"e\",\"embeddings\":[[0.01,-0.02]],\"prompt_eval_count\":8}"));
  }

  @AfterAll
  static void stop() {
    UPSTREAM.close();
  }

  private static Answer chat(Request request) {
    JsonNode body = Json.read(request.body());
    if (body.has("tools")) {
      return OllamaDouble.lines(
          "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":"
              + "[{\"function\":{\"name\":\"depth\",\"arguments\":{}}}]},\"done\":false}",
          OllamaDouble.LAST);
    }
    if (body.has("format")) {
      return OllamaDouble.lines(
          OllamaDouble.piece("{\\\"deep\\\":"), OllamaDouble.piece("true}"), OllamaDouble.LAST);
    }
    return OllamaDouble.lines(
        OllamaDouble.piece("A lake "), OllamaDouble.piece("is deep."), OllamaDouble.LAST);
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new OllamaFactory()
        .create(
            "ollama",
            OllamaDouble.config(
                UPSTREAM,
                new OfferedModel(
                    "m",
                    List.of(
                        Ability.TEXT,
                        Ability.JSON_SCHEMA,
                        Ability.TOOLS,
                        Ability.IMAGE_UNDERSTANDING),
                    Optional.empty()),
                new OfferedModel("e", List.of(Ability.EMBEDDING), Optional.empty())),
            context);
  }
}
