package io.colophon.provider.vendors.pieces;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts tool calls together from their pieces. Not thread-safe. */
final class ToolCallPieces {
  private static final int MOST_CALLS = 128;
  private static final int MOST_ARGUMENT_CHARACTERS = 4 * 1024 * 1024;

  private static final class Call {
    private @Nullable String id;
    private @Nullable String name;
    private final StringBuilder arguments = new StringBuilder();
  }

  private final TreeMap<Integer, Call> calls = new TreeMap<>();

  void add(int index, @Nullable String id, @Nullable String name, String arguments) {
    Call call = calls.computeIfAbsent(index, unused -> new Call());
    if (id != null && !id.isEmpty()) {
      call.id = id;
    }
    if (name != null && !name.isEmpty()) {
      call.name = name;
    }
    if (calls.size() > MOST_CALLS
        || call.arguments.length() + arguments.length() > MOST_ARGUMENT_CHARACTERS) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER,
          "more than " + MOST_CALLS + " tool calls, or arguments longer than the limit");
    }
    call.arguments.append(arguments);
  }

  /** The whole calls in order; ids that the upstream does not give are made from the index. */
  List<GenerationEvent.ToolCall> whole() {
    List<GenerationEvent.ToolCall> whole = new ArrayList<>(calls.size());
    calls.forEach(
        (index, call) -> {
          String name = call.name;
          if (name == null) {
            throw new ProviderException(
                FailureKind.MALFORMED_ANSWER, "tool call " + index + " names no tool");
          }
          whole.add(
              new GenerationEvent.ToolCall(
                  call.id == null ? "call-" + index : call.id,
                  name,
                  call.arguments.isEmpty() ? "{}" : call.arguments.toString()));
        });
    return whole;
  }
}
