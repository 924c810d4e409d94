package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tools.jackson.databind.JsonNode;

class OpenAiResponsesContractTest extends ProviderContract {
  private static final String CREATED =
      "event: response.created\n"
          + "data:"
          + " {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\",\"model\":\"chat-model-2026\"}}\n\n";
  private static final String COMPLETED =
      "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":"
          + "\"resp_1\",\"status\":\"completed\",\"usage\":{\"input_tokens\":9,"
          + "\"input_tokens_details\":{\"cached_tokens\":2},\"output_tokens\":5,"
          + "\"output_tokens_details\":{\"reasoning_tokens\":1}}}}\n\n";

  private static HttpDouble host;

  @BeforeAll
  static void listen() {
    host =
        HttpDouble.start()
            .on("POST", "/v1/responses", OpenAiResponsesContractTest::answer)
            .on("POST", "/v1/embeddings", OpenAiDouble::embeddings)
            .on("POST", "/v1/images/generations", OpenAiDouble::images)
            .on("POST", "/v1/images/edits", OpenAiDouble::images)
            .on("POST", "/v1/audio/speech", OpenAiDouble::speech)
            .on("POST", "/v1/audio/transcriptions", OpenAiDouble::transcript);
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static Answer answer(Request request) {
    JsonNode asked = Json.read(request.body());
    if (asked.has("tools")) {
      return Answer.events(
          CREATED,
          "data: {\"type\":\"response.output_item.done\",\"item\":{\"type\":\"function_call\","
              + "\"call_id\":\"call_1\",\"name\":\"depth\",\"arguments\":\"{}\"}}\n\n",
          COMPLETED);
    }
    String words = asked.at("/text/format").isMissingNode() ? "A lake." : "{}";
    return Answer.events(
        CREATED,
        "data: {\"type\":\"response.output_text.delta\",\"delta\":\"" + words + "\"}\n\n",
        "data: {\"type\":\"response.output_text.done\",\"text\":\"" + words + "\"}\n\n",
        COMPLETED);
  }

  @Override
  protected Provider create(ProviderContext context) {
    return new OpenAiFactory()
        .create(
            "openai",
            OpenAiDouble.config(host.uri("/v1"), OpenAiConfig.TextApi.RESPONSES),
            context);
  }
}
