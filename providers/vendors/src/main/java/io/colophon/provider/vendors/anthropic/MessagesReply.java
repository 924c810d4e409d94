package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.SseFrame;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns what the messages interface says into events. The end of a block of text is held back until
 * it is known whether more output follows: a label at the end of the text belongs into the last
 * block, while it is open. Not thread-safe.
 */
final class MessagesReply {
  private final Output out;
  private final List<Translation> translations;
  private final boolean relay;
  private final WholeCharacters characters = new WholeCharacters();
  private final MessagesUsage usage = new MessagesUsage();
  private final PartialUsage sofar;
  private final List<ByteBuffer> held = new ArrayList<>(2);
  private final StringBuilder arguments = new StringBuilder();
  private String blockType = "";
  private String toolId = "";
  private String toolName = "";
  private @Nullable FinishReason finish;
  private boolean accepted;
  private boolean useful;
  private boolean toolCalled;

  MessagesReply(Output out, List<Translation> translations, boolean relay) {
    this.out = out;
    this.sofar = new PartialUsage(out);
    this.translations = translations;
    this.relay = relay;
  }

  // ---- a whole body

  void body(byte[] bytes) {
    JsonNode message = Json.read(bytes);
    if (message.path("type").asString("").equals("error")) {
      out.fail(AnthropicFailures.inStream(message.path("error")));
      return;
    }
    if (!message.path("content").isArray()) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the answer has no content");
      return;
    }
    accept(message);
    for (JsonNode block : message.path("content")) {
      switch (block.path("type").asString("")) {
        case "text" -> say(block.path("text").asString(""), null);
        case "tool_use" ->
            call(
                block.path("id").asString(""),
                block.path("name").asString(""),
                block.path("input").toString());
        default -> {} // thinking and the like, which our terms do not have
      }
    }
    usage.take(message.path("usage"));
    finish = reason(message.path("stop_reason").asString(""));
    relayed(ByteBuffer.wrap(bytes), Place.CLOSING);
    finish();
  }

  // ---- a stream

  void frame(SseFrame frame) {
    if (!frame.hasData()) {
      relayed(frame.bytes(), place());
      return;
    }
    if (!frame.isWhole()) {
      out.fail(FailureKind.UNREACHABLE, "the event stream was cut off within an event");
      return;
    }
    JsonNode event = Json.read(frame.data());
    switch (event.path("type").asString("")) {
      case "message_start" -> {
        accept(event.path("message"));
        used(event.path("message").path("usage"));
        relayed(frame.bytes(), place());
      }
      case "content_block_start" -> blockStart(frame, event.path("content_block"));
      case "content_block_delta" -> delta(frame, event.path("delta"));
      case "content_block_stop" -> blockStop(frame);
      case "message_delta" -> {
        used(event.path("usage"));
        finish = reason(event.path("delta").path("stop_reason").asString(""));
        releaseHeld(Place.CLOSING);
        relayed(frame.bytes(), Place.CLOSING);
      }
      case "message_stop" -> {
        relayed(frame.bytes(), Place.CLOSING);
        streamEnded();
      }
      case "error" -> out.fail(AnthropicFailures.inStream(event.path("error")));
      default -> keepOrRelay(frame.bytes()); // ping, and what is not known yet
    }
  }

  private void used(JsonNode said) {
    usage.take(said);
    sofar.say(usage.build());
  }

  private void blockStart(SseFrame frame, JsonNode block) {
    releaseHeld(Place.CONTENT);
    blockType = block.path("type").asString("");
    if (blockType.equals("tool_use")) {
      toolId = block.path("id").asString("");
      toolName = block.path("name").asString("");
      arguments.setLength(0);
      useful = true;
    } else if (!blockType.equals("text")) {
      useful = true; // thinking that the caller can read
    }
    relayed(frame.bytes(), place());
  }

  private void delta(SseFrame frame, JsonNode delta) {
    switch (delta.path("type").asString("")) {
      case "text_delta" -> say(delta.path("text").asString(""), frame.bytes());
      case "input_json_delta" -> {
        arguments.append(delta.path("partial_json").asString(""));
        relayed(frame.bytes(), Place.CONTENT);
      }
      default -> relayed(frame.bytes(), place());
    }
  }

  private void blockStop(SseFrame frame) {
    if (blockType.equals("tool_use")) {
      call(toolId, toolName, arguments.isEmpty() ? "{}" : arguments.toString());
    }
    if (blockType.equals("text")) {
      held.add(frame.bytes());
    } else {
      relayed(frame.bytes(), place());
    }
    blockType = "";
  }

  /** What comes while a block's end is held back waits behind it. */
  private void keepOrRelay(ByteBuffer bytes) {
    if (held.isEmpty()) {
      relayed(bytes, place());
    } else if (relay) {
      held.add(bytes);
    }
  }

  private void releaseHeld(Place place) {
    held.forEach(bytes -> relayed(bytes, place));
    held.clear();
  }

  /** The stream is over. */
  void streamEnded() {
    if (out.isOver()) {
      return;
    }
    if (finish == null) {
      out.fail(FailureKind.UNREACHABLE, "the stream ended before the answer did");
      return;
    }
    finish();
  }

  // ---- both

  private void accept(JsonNode message) {
    if (!accepted) {
      accepted = true;
      String model = message.path("model").asString("");
      out.emit(
          new GenerationEvent.Accepted(
              model.isBlank() ? Optional.empty() : Optional.of(new ServedModel(model)),
              translations));
    }
  }

  private void say(String piece, @Nullable ByteBuffer frame) {
    String text = characters.next(piece);
    if (!text.isEmpty()) {
      useful = true;
      out.emit(
          relay && frame != null && text.equals(piece)
              ? new GenerationEvent.TextDelta(text, wire(frame))
              : new GenerationEvent.TextDelta(text));
    } else if (piece.isEmpty() && frame != null) {
      relayed(frame, place());
    }
  }

  private void call(String id, String name, String argumentsJson) {
    toolCalled = true;
    out.emit(new GenerationEvent.ToolCall(id, name, argumentsJson));
  }

  private void finish() {
    String rest = characters.end();
    if (!rest.isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(rest));
    }
    FinishReason reason = finish == null ? FinishReason.STOP : finish;
    out.finish(toolCalled ? FinishReason.TOOL_CALLS : reason, usage.build());
  }

  private static FinishReason reason(String said) {
    return switch (said) {
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.CONTENT_FILTERED;
      default -> FinishReason.STOP;
    };
  }

  private Place place() {
    if (finish != null) {
      return Place.CLOSING;
    }
    return useful ? Place.CONTENT : Place.OPENING;
  }

  private void relayed(ByteBuffer bytes, Place place) {
    if (relay) {
      out.emit(new GenerationEvent.Relayed(wire(bytes), place));
    }
  }

  private static WireFrame wire(ByteBuffer bytes) {
    return new WireFrame(Dialects.ANTHROPIC_MESSAGES, bytes);
  }
}
