package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns the chunks of an answer, of which a whole answer is the only one, into events. Thoughts are
 * not shown. Not thread-safe.
 */
final class ChunkReader {
  private final Output out;
  private final List<Translation> translations;
  private final GeminiUsage usage = new GeminiUsage();
  private final PartialUsage sofar;
  private final WholeCharacters characters = new WholeCharacters();
  private boolean accepted;
  private boolean spoke;
  private int calls;
  private String ending = "";

  ChunkReader(Output out, List<Translation> translations) {
    this.out = out;
    this.sofar = new PartialUsage(out);
    this.translations = translations;
  }

  /**
   * Takes the next chunk.
   *
   * @param frame the chunk's own bytes, when they are to be handed on
   */
  void chunk(JsonNode chunk, @Nullable WireFrame frame) {
    Refusals.check(chunk);
    usage.read(chunk.path("usageMetadata"));
    if (!accepted) {
      accepted = true;
      String model = chunk.path("modelVersion").stringValue("");
      out.emit(
          new GenerationEvent.Accepted(
              model.isBlank() ? Optional.empty() : Optional.of(new ServedModel(model)),
              translations));
    }
    sofar.say(usage.usage());
    JsonNode candidate = chunk.path("candidates").path(0);
    String reason = candidate.path("finishReason").stringValue("");
    if (!reason.isEmpty() && !reason.equals("FINISH_REASON_UNSPECIFIED")) {
      ending = reason;
    }
    String text = text(candidate);
    boolean onlyText = isOnlyText(candidate) && ending.isEmpty();
    if (!text.isEmpty()) {
      say(text, onlyText ? frame : null);
    }
    tools(candidate);
    if (frame != null && (text.isEmpty() || !onlyText)) {
      relay(chunk, frame, !text.isEmpty());
    }
  }

  private static String text(JsonNode candidate) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : candidate.path("content").path("parts").values()) {
      if (!part.path("thought").asBoolean(false)) {
        text.append(part.path("text").stringValue(""));
      }
    }
    return text.toString();
  }

  private static boolean isOnlyText(JsonNode candidate) {
    for (JsonNode part : candidate.path("content").path("parts").values()) {
      if (part.path("thought").asBoolean(false) || !part.path("text").isString()) {
        return false;
      }
    }
    return true;
  }

  private void say(String text, @Nullable WireFrame frame) {
    String whole = characters.next(text);
    if (!whole.isEmpty()) {
      spoke = true;
      out.emit(new GenerationEvent.TextDelta(whole, whole.equals(text) ? frame : null));
    }
  }

  private void tools(JsonNode candidate) {
    for (JsonNode part : candidate.path("content").path("parts").values()) {
      JsonNode call = part.path("functionCall");
      if (call.isObject()) {
        String id = call.path("id").stringValue("");
        String own = id.isEmpty() ? "call_" + out.options().generationId() + "_" + calls : id;
        calls++;
        JsonNode args = call.path("args");
        out.emit(
            new GenerationEvent.ToolCall(
                ToolIds.join(own, part.path("thoughtSignature").stringValue("")),
                call.path("name").stringValue(""),
                args.isObject() ? new String(Json.write(args), StandardCharsets.UTF_8) : "{}"));
      }
    }
  }

  private void relay(JsonNode chunk, WireFrame frame, boolean textWasSaid) {
    if (!textWasSaid) {
      out.emit(new GenerationEvent.Relayed(frame, place()));
      return;
    }
    for (JsonNode part : chunk.path("candidates").path(0).path("content").path("parts").values()) {
      if (part instanceof ObjectNode object
          && object.path("text").isString()
          && !object.path("thought").asBoolean(false)) {
        object.put("text", "");
      }
    }
    String event = "data: " + new String(Json.write(chunk), StandardCharsets.UTF_8) + "\r\n\r\n";
    out.emit(
        new GenerationEvent.Relayed(
            new WireFrame(frame.dialect(), ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8))),
            place()));
  }

  /** Hands on what says nothing, such as a comment of the stream. */
  void comment(WireFrame frame) {
    if (accepted) {
      out.emit(new GenerationEvent.Relayed(frame, place()));
    }
  }

  private Place place() {
    if (!ending.isEmpty()) {
      return Place.CLOSING;
    }
    return spoke || calls > 0 ? Place.CONTENT : Place.OPENING;
  }

  /** Hands on a whole answer, after what it says. */
  void relayWhole(WireFrame answer) {
    out.emit(new GenerationEvent.Relayed(answer, Place.CLOSING));
  }

  /** The answer is whole. */
  void end() {
    String rest = characters.end();
    if (!rest.isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(rest));
    }
    if (ending.isEmpty()) {
      out.fail(FailureKind.UNREACHABLE, "the answer ended without a finish reason");
      return;
    }
    out.finish(Endings.read(ending, calls > 0), usage.usage());
  }
}
