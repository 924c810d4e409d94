package io.colophon.provider.vendors.chat;

import io.colophon.provider.http.Output;
import io.colophon.provider.http.PartialUsage;
import io.colophon.provider.http.SseFrame;
import io.colophon.provider.http.WholeCharacters;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationEvent.Place;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.WireFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a chat host says into events. Not thread-safe. */
final class ChatReply {

  /** Which of the host's bytes are handed on. */
  enum Relay {
    /** The caller speaks another dialect. */
    NOTHING,
    /** The usage was asked for by us, so its chunk is ours alone. */
    WITHOUT_USAGE,
    /** All of them. */
    ALL
  }

  private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

  private final Output out;
  private final ChatHabits habits;
  private final List<Translation> translations;
  private final Relay relay;
  private final ToolCalls toolCalls = new ToolCalls();
  private final WholeCharacters characters = new WholeCharacters();
  private final PartialUsage sofar;
  private Usage usage = Usage.UNREPORTED;
  private @Nullable FinishReason finish;
  private boolean accepted;
  private boolean useful;

  ChatReply(Output out, ChatHabits habits, List<Translation> translations, Relay relay) {
    this.out = out;
    this.sofar = new PartialUsage(out);
    this.habits = habits;
    this.translations = translations;
    this.relay = relay;
  }

  // ---- a whole body

  void body(byte[] bytes) {
    ChatPiece piece = ChatPieceReader.read(bytes, 0, bytes.length);
    if (piece.error() != null) {
      out.fail(habits.failure().apply(piece.error()));
      return;
    }
    if (piece.finishReason() == null) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the answer has no choice that has ended");
      return;
    }
    accept(piece);
    take(piece);
    String words = said(piece) + characters.end();
    if (!words.isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(words));
    }
    if (relay != Relay.NOTHING) {
      relayed(ByteBuffer.wrap(bytes), Place.CLOSING);
    }
    finish();
  }

  // ---- a stream

  void frame(SseFrame frame) {
    if (out.isOver()) {
      return;
    }
    if (frame.dataLength() == 0) {
      relayed(frame.bytes(), place());
      return;
    }
    if (frame.dataIs(DONE)) {
      relayed(frame.bytes(), Place.CLOSING);
      streamEnded();
      return;
    }
    if (!frame.isWhole()) {
      out.fail(FailureKind.UNREACHABLE, "the event stream was cut off within an event");
      return;
    }
    ChatPiece piece =
        ChatPieceReader.read(frame.dataArray(), frame.dataOffset(), frame.dataLength());
    if (piece.error() != null) {
      out.fail(habits.failure().apply(piece.error()));
      return;
    }
    accept(piece);
    take(piece);
    words(frame, piece);
  }

  private void words(SseFrame frame, ChatPiece piece) {
    String raw = said(piece);
    if (raw.isEmpty()) {
      boolean ours = relay == Relay.WITHOUT_USAGE && isOnlyUsage(piece);
      if (!ours) {
        relayed(frame.bytes(), placeOf(piece));
      }
      return;
    }
    String text = characters.next(raw);
    boolean alone = piece.finishReason() == null && piece.toolCalls().isEmpty();
    boolean exact = text.equals(raw) && piece.refusal() == null && relay != Relay.NOTHING;
    if (!text.isEmpty()) {
      useful = true;
      out.emit(
          exact && alone
              ? new GenerationEvent.TextDelta(text, wire(frame.bytes()))
              : new GenerationEvent.TextDelta(text));
    }
    if (!alone) {
      ChatFrames.withoutText(frame, relay).ifPresent(rest -> relayed(rest, placeOf(piece)));
    }
  }

  private static boolean isOnlyUsage(ChatPiece piece) {
    return piece.usage() != null
        && piece.finishReason() == null
        && piece.toolCalls().isEmpty()
        && !piece.hasOther();
  }

  private static String said(ChatPiece piece) {
    if (piece.text() != null) {
      return piece.text();
    }
    return piece.refusal() == null ? "" : piece.refusal();
  }

  private Place placeOf(ChatPiece piece) {
    if (finish != null) {
      return Place.CLOSING;
    }
    if (!piece.toolCalls().isEmpty() || piece.hasOther()) {
      useful = true;
      return Place.CONTENT;
    }
    return place();
  }

  private Place place() {
    if (finish != null) {
      return Place.CLOSING;
    }
    return useful ? Place.CONTENT : Place.OPENING;
  }

  // ---- both

  private void accept(ChatPiece piece) {
    if (!accepted) {
      accepted = true;
      out.emit(
          new GenerationEvent.Accepted(
              Optional.ofNullable(piece.model()).filter(n -> !n.isBlank()).map(ServedModel::new),
              translations));
    }
  }

  private void take(ChatPiece piece) {
    if (piece.usage() != null) {
      usage = piece.usage(); // on whatever chunk it comes, the last one counts
      sofar.say(usage);
    }
    piece.toolCalls().forEach(toolCalls::add);
    if (piece.finishReason() != null) {
      finish = reason(piece.finishReason());
    }
  }

  private static FinishReason reason(String said) {
    return switch (said) {
      case "length", "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      // Zhipu's word for a model that was lost on the way.
      case "network_error" ->
          throw new ProviderException(FailureKind.INTERNAL, "the host lost its model: " + said);
      case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter", "sensitive" -> FinishReason.CONTENT_FILTERED;
      default -> FinishReason.STOP;
    };
  }

  /** The stream is over, with or without {@code [DONE]}, which some hosts leave out. */
  void streamEnded() {
    if (out.isOver()) {
      return;
    }
    if (finish == null) {
      out.fail(FailureKind.UNREACHABLE, "the stream ended before the answer did");
      return;
    }
    String rest = characters.end();
    if (!rest.isEmpty()) {
      out.emit(new GenerationEvent.TextDelta(rest));
    }
    finish();
  }

  private void finish() {
    FinishReason reason = finish == null ? FinishReason.STOP : finish;
    if (!toolCalls.isEmpty()) {
      toolCalls.whole().forEach(out::emit);
      reason = FinishReason.TOOL_CALLS; // some hosts say "stop" after a call
    }
    out.finish(reason, usage);
  }

  private void relayed(ByteBuffer bytes, Place place) {
    if (relay != Relay.NOTHING) {
      out.emit(new GenerationEvent.Relayed(wire(bytes), place));
    }
  }

  private static WireFrame wire(ByteBuffer bytes) {
    return new WireFrame(Dialects.OPENAI_CHAT, bytes);
  }
}
