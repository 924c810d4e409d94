package io.colophon.provider.bedrock;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.AwsEvent;
import io.colophon.provider.http.AwsEventStreamReader;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Text by {@code converse-stream}: {@code messageStart}, blocks of content, {@code messageStop}
 * with the reason, {@code metadata} with the usage; exceptions are messages of the same stream.
 * Thoughts are not shown. One stream's own; not thread-safe.
 */
final class ConverseAttempt implements Attempt {
  private static final int MOST_MESSAGE_BYTES = 16 * 1024 * 1024;
  private static final int MOST_ARGUMENTS = 4 * 1024 * 1024;

  /** A tool call whose arguments come in pieces. */
  private record Call(String id, String name, StringBuilder arguments) {}

  private final BedrockHost host;
  private final GenerationRequest.Text request;
  private final List<Translation> translations;
  private final WholeCharacters characters = new WholeCharacters();
  private final Map<Integer, Call> calls = new LinkedHashMap<>();
  private boolean accepted;
  private String reason = "";

  ConverseAttempt(
      BedrockHost host, GenerationRequest.Text request, List<Translation> translations) {
    this.host = host;
    this.request = request;
    this.translations = translations;
  }

  @Override
  public void begin(Output out) {
    byte[] body = new ConverseBody(request, translations).write();
    out.open(
        host.converse(request.prompt().model().name(), body),
        new AwsEventStreamReader(
            out, MOST_MESSAGE_BYTES, event -> event(event, out), () -> ended(out)));
  }

  private void event(AwsEvent event, Output out) {
    String kind = event.header(":message-type");
    if (kind.equals("exception")) {
      throw BedrockFailures.within(event.header(":exception-type"), Json.read(event.payload()));
    }
    if (kind.equals("error")) {
      throw BedrockFailures.within(
          event.header(":error-code"),
          Json.object().put("message", event.header(":error-message")));
    }
    if (!accepted) {
      accepted = true; // the API does not say which model answers
      out.emit(new GenerationEvent.Accepted(Optional.empty(), translations));
    }
    JsonNode payload = Json.read(event.payload());
    switch (event.header(":event-type")) {
      case "contentBlockStart" -> start(payload);
      case "contentBlockDelta" -> delta(payload, out);
      case "contentBlockStop" -> stop(payload, out);
      case "messageStop" -> reason = payload.path("stopReason").stringValue("");
      case "metadata" -> finish(BedrockUsage.read(payload.path("usage")), out);
      default -> {} // messageStart, and what is newer than this code
    }
  }

  private void start(JsonNode payload) {
    JsonNode tool = payload.path("start").path("toolUse");
    if (tool.isObject()) {
      calls.put(
          payload.path("contentBlockIndex").asInt(0),
          new Call(
              tool.path("toolUseId").stringValue(""),
              tool.path("name").stringValue(""),
              new StringBuilder()));
    }
  }

  private void delta(JsonNode payload, Output out) {
    JsonNode delta = payload.path("delta");
    say(characters.next(delta.path("text").stringValue("")), out);
    Call call = calls.get(payload.path("contentBlockIndex").asInt(0));
    if (call != null) {
      call.arguments().append(delta.path("toolUse").path("input").stringValue(""));
      if (call.arguments().length() > MOST_ARGUMENTS) {
        throw new ProviderException(
            FailureKind.MALFORMED_ANSWER,
            "the arguments of a tool call are longer than " + MOST_ARGUMENTS + " characters");
      }
    }
  }

  private void stop(JsonNode payload, Output out) {
    Call call = calls.get(payload.path("contentBlockIndex").asInt(0));
    if (call != null) {
      String arguments = call.arguments().toString();
      out.emit(
          new GenerationEvent.ToolCall(
              call.id(), call.name(), arguments.isBlank() ? "{}" : arguments));
    }
  }

  private static void say(String text, Output out) {
    if (!text.isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(text));
    }
  }

  private void finish(Usage usage, Output out) {
    if (reason.isEmpty()) {
      new PartialUsage(out).say(usage); // figures before the end are not the last ones
      return;
    }
    say(characters.end(), out);
    out.finish(ending(), usage);
  }

  private FinishReason ending() {
    return switch (reason) {
      case "end_turn", "stop_sequence" -> FinishReason.STOP;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "guardrail_intervened", "content_filtered" -> FinishReason.CONTENT_FILTERED;
      case "malformed_model_output", "malformed_tool_use" ->
          throw new ProviderException(
              FailureKind.MALFORMED_ANSWER, "the model stopped for " + reason);
      default -> FinishReason.STOP; // a reason that is newer than this code
    };
  }

  private void ended(Output out) {
    if (reason.isEmpty()) {
      out.fail(FailureKind.UNREACHABLE, "the stream ended before its message did");
    } else {
      finish(Usage.UNREPORTED, out);
    }
  }
}
