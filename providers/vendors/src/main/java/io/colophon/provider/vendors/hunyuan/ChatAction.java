package io.colophon.provider.vendors.hunyuan;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ServerSentEvent;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.vendors.pieces.ChatOutput;
import io.colophon.provider.vendors.pieces.EventsOrWhole;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Text by the action {@code ChatCompletions}. Events of the stream have no wrapper; an error before
 * the stream is one JSON object with the wrapper and status 200.
 */
final class ChatAction implements Attempt {
  private static final int MOST_EVENT_BYTES = 4 * 1024 * 1024;

  private final HunyuanHost host;
  private final GenerationRequest.Text request;
  private final List<Translation> dropped;

  ChatAction(HunyuanHost host, GenerationRequest.Text request, List<Translation> dropped) {
    this.host = host;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    JsonNode body = ChatBody.write(request, fit);
    ChatOutput chat = new ChatOutput(out, fit.translations());
    out.open(
        host.action("ChatCompletions", body),
        new EventsOrWhole(
            out,
            MOST_EVENT_BYTES,
            event -> event(out, chat, event),
            chat::end,
            answer -> whole(out, chat, answer)));
  }

  private static void whole(Output out, ChatOutput chat, HttpAnswer answer) {
    piece(out, chat, HunyuanFailures.unwrap(answer));
    if (!out.isOver()) {
      chat.end();
    }
  }

  private static void event(Output out, ChatOutput chat, ServerSentEvent event) {
    if (!event.data().isEmpty() && !event.data().equals("[DONE]")) {
      JsonNode said = Json.read(event.data());
      piece(out, chat, said.path("Response").isObject() ? said.path("Response") : said);
    }
  }

  private static void piece(Output out, ChatOutput chat, JsonNode said) {
    JsonNode error = said.path("Error");
    if (error.isObject()) {
      out.fail(HunyuanFailures.within(error));
      return;
    }
    JsonNode late = said.path("ErrorMsg");
    if (late.isObject() && !Fields.text(late, "Msg").isEmpty()) {
      out.fail(HunyuanFailures.of(Fields.text(late, "Code"), Fields.text(late, "Msg")));
      return;
    }
    chat.accepted(null);
    if (said.path("Usage").isObject()) {
      usage(chat, said.path("Usage"));
    }
    for (JsonNode choice : said.path("Choices")) {
      JsonNode words = choice.has("Delta") ? choice.path("Delta") : choice.path("Message");
      chat.text(Fields.text(words, "Content"));
      int next = 0;
      for (JsonNode call : words.path("ToolCalls")) {
        chat.call(
            Fields.number(call, "Index", next++),
            Fields.orNull(call, "Id"),
            Fields.orNull(call.path("Function"), "Name"),
            Fields.text(call.path("Function"), "Arguments"));
      }
      String reason = Fields.text(choice, "FinishReason");
      if (!reason.isEmpty()) {
        chat.stopped(reason(reason));
      }
    }
  }

  private static void usage(ChatOutput chat, JsonNode said) {
    chat.usage(
        new UsageFields()
            .with(UsageUnit.INPUT_TOKENS, said.path("PromptTokens"))
            .with(UsageUnit.OUTPUT_TOKENS, said.path("CompletionTokens"))
            .with(
                UsageUnit.CACHE_READ_TOKENS, said.path("PromptTokensDetails").path("CachedTokens"))
            .build());
  }

  private static FinishReason reason(String said) {
    return switch (said) {
      case "length" -> FinishReason.LENGTH;
      case "sensitive" -> FinishReason.CONTENT_FILTERED;
      case "tool_calls" -> FinishReason.TOOL_CALLS;
      default -> FinishReason.STOP;
    };
  }
}
