package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.JsonLinesReader;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Text from {@code /api/chat}: a line for each piece, the last with {@code "done":true}. */
final class ChatAttempt implements Attempt {
  private static final int MOST_LINE_BYTES = 8 * 1024 * 1024;

  private final Supplier<HttpCall> call;
  private final OllamaConfig config;
  private final GenerationRequest.Text request;
  private final List<Translation> translations;
  private final WholeCharacters characters = new WholeCharacters();
  private boolean accepted;
  private int calls;

  ChatAttempt(
      Supplier<HttpCall> call,
      OllamaConfig config,
      GenerationRequest.Text request,
      List<Translation> translations) {
    this.call = call;
    this.config = config;
    this.request = request;
    this.translations = translations;
  }

  @Override
  public void begin(Output out) {
    byte[] body = new ChatBody(config, request).write();
    out.open(
        call.get().json(body),
        new JsonLinesReader(
            out,
            MOST_LINE_BYTES,
            line -> line(Json.read(line), out),
            () -> out.fail(FailureKind.UNREACHABLE, "the stream ended before its last line")));
  }

  private void line(JsonNode line, Output out) {
    JsonNode error = line.path("error");
    if (error.isString()) {
      throw OllamaFailures.within(error.stringValue());
    }
    if (!accepted) {
      accepted = true;
      String model = line.path("model").stringValue("");
      out.emit(
          new GenerationEvent.Accepted(
              model.isBlank() ? Optional.empty() : Optional.of(new ServedModel(model)),
              translations));
    }
    JsonNode message = line.path("message");
    say(characters.next(message.path("content").stringValue("")), out);
    for (JsonNode tool : message.path("tool_calls").values()) {
      tool(tool, out);
    }
    if (line.path("done").asBoolean(false)) {
      say(characters.end(), out);
      out.finish(
          ending(line.path("done_reason").stringValue("")),
          OllamaUsage.read(line, config.accelerators()));
    }
  }

  private static void say(String text, Output out) {
    if (!text.isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(text));
    }
  }

  // Servers before 0.12 give calls no id.
  private void tool(JsonNode tool, Output out) {
    JsonNode function = tool.path("function");
    String id = tool.path("id").stringValue(function.path("id").stringValue(""));
    JsonNode arguments = function.path("arguments");
    out.emit(
        new GenerationEvent.ToolCall(
            id.isEmpty() ? "call_" + out.options().generationId() + "_" + calls : id,
            function.path("name").stringValue(""),
            arguments.isObject()
                ? new String(Json.write(arguments), StandardCharsets.UTF_8)
                : "{}"));
    calls++;
  }

  private FinishReason ending(String reason) {
    if (reason.equals("length")) {
      return FinishReason.LENGTH;
    }
    return calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP;
  }
}
