package io.colophon.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** LangChain4j against Colophon: only the base URL is another. */
@TestInstance(Lifecycle.PER_CLASS)
final class LangChain4jTest {
  private static final String LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated";

  private SdkGateway gateway;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    gateway = SdkGateway.start(directory);
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private OpenAiChatModel model(String name) {
    return OpenAiChatModel.builder()
        .baseUrl(gateway.address() + "/v1")
        .apiKey("none")
        .modelName(name)
        .maxRetries(0)
        .timeout(Duration.ofSeconds(60))
        .build();
  }

  @Test
  void chat_givesTheLabelledText() {
    assertThat(model("chat").chat("Say it.")).isEqualTo(LABELED);
  }

  @Test
  void chat_relayed_givesTheVendorsTextAndItsUsage() {
    ChatResponse answer = model("relay").chat(UserMessage.from("Say it."));
    assertThat(answer.aiMessage().text()).startsWith("From the vendor.");
    assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(4);
  }

  @Test
  void chat_tools_givesTheCall() {
    ChatResponse answer =
        model("chat")
            .chat(
                ChatRequest.builder()
                    .messages(UserMessage.from("How deep?"))
                    .toolSpecifications(
                        ToolSpecification.builder()
                            .name("depth")
                            .parameters(JsonObjectSchema.builder().build())
                            .build())
                    .build());
    assertThat(answer.aiMessage().toolExecutionRequests())
        .singleElement()
        .satisfies(call -> assertThat(call.name()).isEqualTo("depth"));
  }

  @Test
  void stream_givesThePieces() throws Exception {
    CompletableFuture<String> whole = new CompletableFuture<>();
    StringBuilder pieces = new StringBuilder();
    OpenAiStreamingChatModel.builder()
        .baseUrl(gateway.address() + "/v1")
        .apiKey("none")
        .modelName("relay")
        .build()
        .chat(
            "Say it.",
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String piece) {
                pieces.append(piece);
              }

              @Override
              public void onCompleteResponse(ChatResponse answer) {
                whole.complete(answer.aiMessage().text());
              }

              @Override
              public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
              }
            });
    assertThat(whole.get(60, TimeUnit.SECONDS))
        .isEqualTo("From the vendor.\n\nAI生成 · AI-generated")
        .isEqualTo(pieces.toString());
  }

  @Test
  void embeddings_giveVectors() {
    assertThat(
            OpenAiEmbeddingModel.builder()
                .baseUrl(gateway.address() + "/v1")
                .apiKey("none")
                .modelName("vectors")
                .build()
                .embed("one")
                .content()
                .vector())
        .containsExactly(1f, 2f);
  }

  @Test
  void unknownModel_isNotFound() {
    assertThatThrownBy(() -> model("no-such-model").chat("Say it."))
        .isInstanceOf(ModelNotFoundException.class);
  }
}
