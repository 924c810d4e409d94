package io.colophon.gateway.gemini;

import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.WireFrame;
import java.util.List;
import java.util.Optional;

/** Google's {@code generateContent}, {@code streamGenerateContent}, {@code countTokens}, models. */
public final class GeminiDoor implements RestDoor {
  private static final String MODEL = "/v1beta/models/{model}";

  /** Where Google's own package goes unless it is told otherwise; listings are OpenAI's there. */
  private static final String STABLE = "/v1/models/{model}";

  /** Counted for a picture, as Google documents for one tile. */
  private static final int PICTURE_TOKENS = 258;

  private final RestReceiver receiver;
  private final Generations generations;
  private final RestCalls calls;
  private final ModelListing models;
  private final long maxBody;

  /**
   * @param maxBody largest request in bytes
   */
  public GeminiDoor(
      RestReceiver receiver,
      Generations generations,
      RestCalls calls,
      RunningConfigs config,
      long maxBody) {
    this.receiver = receiver;
    this.generations = generations;
    this.calls = calls;
    this.models = new ModelListing(calls, config);
    this.maxBody = maxBody;
  }

  @Override
  public List<Route> routes() {
    BodyRule body = BodyRule.whole(maxBody);
    GeminiErrors errors = GeminiErrors.INSTANCE;
    return List.of(
        Route.post(MODEL + ":generateContent", body, errors, this::generate),
        Route.post(MODEL + ":streamGenerateContent", body, errors, this::stream),
        Route.post(MODEL + ":countTokens", body, errors, this::count),
        Route.post(STABLE + ":generateContent", body, errors, this::generate),
        Route.post(STABLE + ":streamGenerateContent", body, errors, this::stream),
        Route.post(STABLE + ":countTokens", body, errors, this::count),
        Route.get("/v1beta/models", errors, models::list),
        Route.get(MODEL, errors, models::get));
  }

  private void generate(Exchange exchange) {
    ContentRequest asked = read(exchange);
    Received received = receive(exchange, asked);
    if (asked.isText()) {
      received = received.withOriginal(new WireFrame(Dialects.GEMINI_CONTENT, exchange.body()));
    }
    generations.run(exchange, received, new ContentReply(exchange));
  }

  private void stream(Exchange exchange) {
    boolean events = exchange.query("alt").filter("sse"::equals).isPresent();
    ContentRequest asked = read(exchange);
    Received received = receive(exchange, asked);
    if (asked.isText() && events) { // an array is not what an upstream sends
      received = received.withOriginal(new WireFrame(Dialects.GEMINI_STREAM, exchange.body()));
    }
    generations.stream(
        exchange,
        received,
        new ContentStreamReply(exchange, events),
        asked.isText() ? Generations.TEXT_AHEAD : Generations.MEDIA_AHEAD);
  }

  private static ContentRequest read(Exchange exchange) {
    return ContentRequestReader.read(exchange.body(), exchange.segment("model"));
  }

  private Received receive(Exchange exchange, ContentRequest asked) {
    return receiver.receive(exchange, exchange.segment("model"), asked.request(), Optional.empty());
  }

  private void count(Exchange exchange) {
    ContentRequest asked = read(exchange);
    calls.identified(
        exchange,
        caller -> {
          long tokens = tokens(asked.request());
          exchange.header("x-colophon-estimate", "counted by the gateway, not by the model");
          exchange.json(
              200,
              JsonBytes.write(
                  json -> {
                    json.writeStartObject();
                    json.writeNumberProperty("totalTokens", tokens);
                    json.writeEndObject();
                  }));
        });
  }

  private static long tokens(GenerationRequest request) {
    TokenTally estimate =
        TokenTally.estimating(TokenizerFamily.of(request.prompt().model().name()));
    long pictures = 0;
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text text) {
          estimate.add(text.text());
        } else if (part instanceof Part.ToolCall call) {
          estimate.add(call.argumentsJson());
        } else if (part instanceof Part.ToolResult result) {
          estimate.add(result.contentJson());
        } else {
          pictures++;
        }
      }
    }
    return estimate.soFar().tokens() + pictures * PICTURE_TOKENS;
  }
}
