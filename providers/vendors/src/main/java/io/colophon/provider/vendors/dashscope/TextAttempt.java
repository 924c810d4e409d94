package io.colophon.provider.vendors.dashscope;

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
import io.colophon.provider.vendors.pieces.ChatOutput;
import io.colophon.provider.vendors.pieces.ChatShape;
import io.colophon.provider.vendors.pieces.EventsOrWhole;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Text as a stream of events. Each event repeats the counts so far; the last word counts. A finish
 * reason that is still open is the text {@code "null"}.
 */
final class TextAttempt implements Attempt {
  private static final int MOST_EVENT_BYTES = 4 * 1024 * 1024;

  private final DashScopeHost host;
  private final GenerationRequest.Text request;
  private final boolean multimodal;
  private final List<Translation> dropped;

  TextAttempt(
      DashScopeHost host,
      GenerationRequest.Text request,
      boolean multimodal,
      List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.multimodal = multimodal;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    JsonNode body = TextBody.write(request, multimodal, fit);
    ChatOutput chat = new ChatOutput(out, fit.translations());
    out.open(
        host.stream(
            multimodal ? "multimodal-generation/generation" : "text-generation/generation", body),
        new EventsOrWhole(
            out,
            MOST_EVENT_BYTES,
            event -> event(chat, out, event),
            chat::end,
            answer -> whole(chat, out, answer)));
  }

  private static void event(ChatOutput chat, Output out, ServerSentEvent event) {
    if (!event.data().isEmpty()) {
      piece(chat, out, Json.read(event.data()));
    }
  }

  private static void whole(ChatOutput chat, Output out, HttpAnswer answer) {
    piece(chat, out, answer.json());
    if (!out.isOver()) {
      chat.end();
    }
  }

  private static void piece(ChatOutput chat, Output out, JsonNode said) {
    String code = Fields.text(said, "code");
    if (!code.isEmpty()) {
      failed(chat, out, DashScopeFailures.within(said));
      return;
    }
    chat.accepted(null);
    JsonNode usage = said.path("usage");
    if (usage.isObject()) {
      chat.usage(DashScopeUsage.ofText(usage));
    }
    for (JsonNode choice : said.path("output").path("choices")) {
      JsonNode message = choice.path("message");
      text(chat, message.path("content"));
      ChatShape.calls(message, chat);
      String reason = Fields.text(choice, "finish_reason");
      if (!reason.isEmpty() && !reason.equals("null")) {
        chat.stopped(reason(reason));
      }
    }
  }

  private static void failed(ChatOutput chat, Output out, ProviderException failure) {
    if (failure.kind() == FailureKind.CONTENT_REFUSED) {
      chat.cutByPolicy(failure);
    } else {
      out.fail(failure);
    }
  }

  /** Content is a text, or a list of objects where the interface is the multimodal one. */
  private static void text(ChatOutput chat, JsonNode content) {
    if (content.isString()) {
      chat.text(content.stringValue());
    }
    for (JsonNode part : content) {
      chat.text(Fields.text(part, "text"));
    }
  }

  private static FinishReason reason(String said) {
    return switch (said) {
      case "length" -> FinishReason.LENGTH;
      case "tool_calls" -> FinishReason.TOOL_CALLS;
      default -> FinishReason.STOP;
    };
  }
}
