package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Turns what {@code /responses} says into events. A failure may come after status 200, as {@code
 * response.failed} or as {@code error}. Not thread-safe.
 */
final class ResponsesReply {
  private final Output out;
  private final List<Translation> translations;
  private final WholeCharacters characters = new WholeCharacters();
  private boolean accepted;
  private boolean toolCalled;

  ResponsesReply(Output out, List<Translation> translations) {
    this.out = out;
    this.translations = translations;
  }

  /** One event of the stream; its name stands in its data as well. */
  void event(String data) {
    if (data.equals("[DONE]")) {
      return; // not of this interface, but some hosts end with it
    }
    JsonNode event = Json.read(data);
    switch (event.path("type").asString("")) {
      case "response.created", "response.in_progress" -> accept(event.path("response"));
      case "response.output_text.delta", "response.refusal.delta" ->
          say(event.path("delta").asString(""));
      case "response.output_item.done" -> item(event.path("item"));
      case "response.completed", "response.incomplete" -> ended(event.path("response"));
      case "response.failed" -> failed(event.path("response"));
      case "error" -> out.fail(OpenAiFailures.inStream(error(event)));
      default -> {} // what repeats the above, and what our terms do not have
    }
  }

  private static JsonNode error(JsonNode holder) {
    JsonNode error = holder.get("error");
    return error == null || error.isNull() ? holder : error;
  }

  /** A response that failed may have cost something all the same, and then says so. */
  private void failed(JsonNode response) {
    Usage usage = OpenAiUsage.read(response.path("usage"));
    if (!usage.isEmpty()) {
      accept(response);
      new PartialUsage(out).say(usage);
    }
    out.fail(OpenAiFailures.inStream(error(response)));
  }

  /** A whole body. */
  void body(JsonNode response) {
    if (response.path("status").asString("").equals("failed")) {
      failed(response);
      return;
    }
    if (!response.path("output").isArray()) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the answer has no output");
      return;
    }
    accept(response);
    for (JsonNode item : response.path("output")) {
      for (JsonNode part : item.path("content")) {
        say(part.path("text").asString(""));
        say(part.path("refusal").asString(""));
      }
      item(item);
    }
    ended(response);
  }

  private void accept(JsonNode response) {
    if (!accepted) {
      accepted = true;
      String model = response.path("model").asString("");
      out.emit(
          new GenerationEvent.Accepted(
              model.isBlank() ? Optional.empty() : Optional.of(new ServedModel(model)),
              translations));
    }
  }

  private void say(String piece) {
    String text = characters.next(piece);
    if (!text.isEmpty()) {
      accept(Json.object());
      out.emit(new GenerationEvent.TextDelta(text));
    }
  }

  private void item(JsonNode item) {
    if (item.path("type").asString("").equals("function_call")) {
      accept(Json.object());
      toolCalled = true;
      out.emit(
          new GenerationEvent.ToolCall(
              item.path("call_id").asString(""),
              item.path("name").asString(""),
              item.path("arguments").asString("{}")));
    }
  }

  private void ended(JsonNode response) {
    accept(response);
    say(characters.end());
    String cut = response.path("incomplete_details").path("reason").asString("");
    FinishReason reason =
        switch (cut) {
          case "max_output_tokens" -> FinishReason.LENGTH;
          case "content_filter" -> FinishReason.CONTENT_FILTERED;
          default -> toolCalled ? FinishReason.TOOL_CALLS : FinishReason.STOP;
        };
    out.finish(reason, OpenAiUsage.read(response.path("usage")));
  }
}
