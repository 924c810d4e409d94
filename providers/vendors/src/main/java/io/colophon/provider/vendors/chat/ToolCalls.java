package io.colophon.provider.vendors.chat;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts tool calls together from the pieces in which they come. Not thread-safe. */
final class ToolCalls {
  private static final int MOST_CALLS = 128;
  private static final int MOST_ARGUMENT_CHARACTERS = 4 * 1024 * 1024;

  private static final class Call {
    private @Nullable String id;
    private @Nullable String name;
    private final StringBuilder arguments = new StringBuilder();
  }

  private final TreeMap<Integer, Call> calls = new TreeMap<>();

  boolean isEmpty() {
    return calls.isEmpty();
  }

  void add(ChatPiece.ToolPiece piece) {
    Call call = calls.computeIfAbsent(piece.index(), index -> new Call());
    if (piece.id() != null) {
      call.id = piece.id();
    }
    if (piece.name() != null) {
      call.name = piece.name();
    }
    if (calls.size() > MOST_CALLS
        || call.arguments.length() + piece.arguments().length() > MOST_ARGUMENT_CHARACTERS) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "more tool calls, or longer ones, than anyone asks for");
    }
    call.arguments.append(piece.arguments());
  }

  /** The whole calls, in order. */
  List<GenerationEvent.ToolCall> whole() {
    List<GenerationEvent.ToolCall> whole = new ArrayList<>(calls.size());
    calls.forEach(
        (index, call) -> {
          if (call.name == null) {
            throw new ProviderException(
                FailureKind.MALFORMED_ANSWER, "tool call " + index + " names no tool");
          }
          String arguments = call.arguments.isEmpty() ? "{}" : call.arguments.toString();
          whole.add(
              new GenerationEvent.ToolCall(
                  call.id == null ? "call-" + index : call.id, call.name, arguments));
        });
    return whole;
  }
}
