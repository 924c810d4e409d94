package io.colophon.gateway.openai;

import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.pipeline.RunningConfigs;
import java.time.Instant;
import java.util.List;

/** OpenAI's text dialect. */
public final class OpenAiDoor implements RestDoor {
  private final BodyRule body;
  private final ChatEndpoint chat;
  private final ResponsesEndpoint responses;
  private final EmbeddingsEndpoint embeddings;
  private final ModelsEndpoint models;

  /**
   * @param maxBodyBytes largest request
   * @param started what models say is their age
   */
  public OpenAiDoor(
      RestReceiver receiver,
      Generations generations,
      RestCalls calls,
      RunningConfigs config,
      long maxBodyBytes,
      Instant started) {
    this.body = BodyRule.whole(maxBodyBytes);
    this.chat = new ChatEndpoint(receiver, generations);
    this.responses = new ResponsesEndpoint(receiver, generations);
    this.embeddings = new EmbeddingsEndpoint(receiver, generations);
    this.models = new ModelsEndpoint(config, calls, started.getEpochSecond());
  }

  @Override
  public List<Route> routes() {
    OpenAiErrors errors = OpenAiErrors.INSTANCE;
    return List.of(
        Route.post("/v1/chat/completions", body, errors, chat),
        Route.post("/v1/responses", body, ResponsesErrors.INSTANCE, responses),
        Route.post("/v1/embeddings", body, errors, embeddings),
        Route.get("/v1/models", errors, models::list),
        Route.get("/v1/models/{id*}", errors, models::get));
  }
}
