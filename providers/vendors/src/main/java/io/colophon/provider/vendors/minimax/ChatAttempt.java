package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ServerSentEvent;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import io.colophon.provider.vendors.pieces.ChatOutput;
import io.colophon.provider.vendors.pieces.ChatShape;
import io.colophon.provider.vendors.pieces.EventsOrWhole;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text by {@code /text/chatcompletion_v2}. It looks like OpenAI's interface, but its stream ends
 * with an event that repeats the whole answer under {@code message}, which a client of OpenAI's
 * would not understand; so its bytes are never handed on, only what they mean. Where it states
 * nothing but {@code total_tokens}, usage is not reported.
 */
final class ChatAttempt implements Attempt {
  private static final int MOST_EVENT_BYTES = 8 * 1024 * 1024;
  // The vendor's range begins after 0.
  private static final double LEAST_TEMPERATURE = 0.01;

  private final MiniMaxHost host;
  private final GenerationRequest.Text request;
  private final List<Translation> dropped;

  ChatAttempt(MiniMaxHost host, GenerationRequest.Text request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    JsonNode body = body(fit);
    Reader reader = new Reader(out, new ChatOutput(out, fit.translations()));
    out.open(
        host.post("/text/chatcompletion_v2", body),
        new EventsOrWhole(out, MOST_EVENT_BYTES, reader::event, reader.chat::end, reader::whole));
  }

  private JsonNode body(Fit fit) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    ChatShape.messages(
        body.putArray("messages"), request.prompt().messages(), ChatShape::typedPart, false);
    body.put("stream", true);
    request.maxTokens().ifPresent(most -> body.put("max_tokens", most));
    request
        .temperature()
        .ifPresent(
            value ->
                body.put(
                    "temperature", fit.within("text.temperature", value, LEAST_TEMPERATURE, 1)));
    request.topP().ifPresent(value -> body.put("top_p", value));
    request
        .jsonSchema()
        .ifPresent(
            schema ->
                body.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", "answer")
                    .set("schema", Json.read(schema)));
    ChatShape.tools(body, request.tools());
    request
        .prompt()
        .extensions()
        .forEach(
            (key, value) -> {
              if (MiniMaxCapabilities.TEXT_EXTENSIONS.contains(key)) {
                body.set(
                    key,
                    key.equals("response_format") && value instanceof String type
                        ? Json.tree(Map.of("type", type))
                        : Json.tree(value));
              }
            });
    return body;
  }

  private static final class Reader {
    private final Output out;
    private final ChatOutput chat;
    private boolean inPieces;

    Reader(Output out, ChatOutput chat) {
      this.out = out;
      this.chat = chat;
    }

    void event(ServerSentEvent event) {
      if (!event.data().isEmpty() && !event.data().equals("[DONE]")) {
        piece(Json.read(event.data()));
      }
    }

    void whole(HttpAnswer answer) {
      piece(answer.json());
      if (!out.isOver()) {
        chat.end();
      }
    }

    private void piece(JsonNode said) {
      Optional<ProviderException> failure = MiniMaxFailures.within(said);
      if (failure.isPresent()) {
        failed(failure.get());
        return;
      }
      chat.accepted(Fields.orNull(said, "model"));
      if (said.path("usage").isObject()) {
        chat.usage(OpenAiUsage.read(said.path("usage")));
      }
      for (JsonNode choice : said.path("choices")) {
        if (choice.path("delta").isObject()) {
          inPieces = true;
          message(choice.path("delta"));
        } else if (!inPieces) {
          message(choice.path("message"));
        }
        String reason = Fields.text(choice, "finish_reason");
        if (!reason.isEmpty()) {
          chat.stopped(reason(reason));
        }
      }
      if (said.path("output_sensitive").asBoolean(false) && chat.hasStopped()) {
        chat.stopped(FinishReason.CONTENT_FILTERED);
      }
    }

    private void message(JsonNode message) {
      chat.text(Fields.text(message, "content"));
      ChatShape.calls(message, chat);
    }

    private void failed(ProviderException failure) {
      if (failure.kind() == FailureKind.CONTENT_REFUSED) {
        chat.cutByPolicy(failure);
      } else {
        out.fail(failure);
      }
    }

    private static FinishReason reason(String said) {
      return switch (said) {
        case "length", "max_output" -> FinishReason.LENGTH;
        case "tool_calls" -> FinishReason.TOOL_CALLS;
        case "content_filter" -> FinishReason.CONTENT_FILTERED;
        default -> FinishReason.STOP;
      };
    }
  }
}
