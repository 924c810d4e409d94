package io.colophon.gateway.anthropic;

import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.http.RestCalls;
import io.colophon.gateway.http.RestDoor;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.http.Route;
import io.colophon.gateway.pipeline.Received;
import io.colophon.metering.usage.TokenTally;
import io.colophon.metering.usage.TokenizerFamily;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.WireFrame;
import java.util.List;

/** {@code /v1/messages} and {@code /v1/messages/count_tokens}. */
public final class AnthropicDoor implements RestDoor {
  /** Counted for a picture, whose tokens depend on its size and on the model. */
  private static final int PICTURE_TOKENS = 1600;

  private final RestReceiver receiver;
  private final Generations generations;
  private final RestCalls calls;
  private final long maxBody;

  /**
   * @param maxBody largest request in bytes
   */
  public AnthropicDoor(
      RestReceiver receiver, Generations generations, RestCalls calls, long maxBody) {
    this.receiver = receiver;
    this.generations = generations;
    this.calls = calls;
    this.maxBody = maxBody;
  }

  @Override
  public List<Route> routes() {
    BodyRule body = BodyRule.whole(maxBody);
    return List.of(
        Route.post("/v1/messages", body, AnthropicErrors.INSTANCE, this::messages),
        Route.post("/v1/messages/count_tokens", body, AnthropicErrors.INSTANCE, this::count));
  }

  private void messages(Exchange exchange) {
    exchange.header("request-id", exchange.requestId());
    MessagesRequest asked = MessagesReader.read(exchange.body());
    Received received =
        receiver
            .receive(exchange, asked.model(), asked.request(), asked.user())
            .withOriginal(new WireFrame(Dialects.ANTHROPIC_MESSAGES, exchange.body()));
    if (asked.stream()) {
      generations.stream(exchange, received, new EventReply(exchange), Generations.TEXT_AHEAD);
    } else {
      generations.run(exchange, received, new MessageReply(exchange));
    }
  }

  private void count(Exchange exchange) {
    exchange.header("request-id", exchange.requestId());
    MessagesRequest asked = MessagesReader.readForCount(exchange.body());
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
                    json.writeNumberProperty("input_tokens", tokens);
                    json.writeEndObject();
                  }));
        });
  }

  private static long tokens(GenerationRequest.Text request) {
    TokenTally estimate =
        TokenTally.estimating(TokenizerFamily.of(request.prompt().model().name()));
    long pictures = 0;
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text text) {
          estimate.add(text.text());
        } else if (part instanceof Part.ToolCall call) {
          estimate.add(call.name());
          estimate.add(call.argumentsJson());
        } else if (part instanceof Part.ToolResult result) {
          estimate.add(result.contentJson());
        } else {
          pictures++;
        }
      }
    }
    for (GenerationRequest.Tool tool : request.tools()) {
      estimate.add(tool.name());
      estimate.add(tool.description());
      estimate.add(tool.parametersJson());
    }
    return estimate.soFar().tokens() + pictures * PICTURE_TOKENS;
  }
}
