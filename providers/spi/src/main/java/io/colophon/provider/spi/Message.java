package io.colophon.provider.spi;

import java.util.List;

/**
 * One turn of the input: who speaks and what is said or shown.
 *
 * @param role who speaks
 * @param parts what is said, in order; never empty
 */
public record Message(Role role, List<Part> parts) {

  /** Who speaks. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    /** The result of a tool call that the model asked for. */
    TOOL
  }

  public Message {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a message needs at least one part");
    }
  }

  /** A message of one text part. */
  public static Message of(Role role, String text) {
    return new Message(role, List.of(new Part.Text(text)));
  }

  /** What the caller says: a user message of one text part. */
  public static Message user(String text) {
    return of(Role.USER, text);
  }
}
