package io.colophon.labeling.policy;

import java.util.Optional;

/**
 * What content is made for. It decides which duties apply; the metadata label is written in every
 * case.
 */
public enum ContentUse {
  /** Shown or handed to people, nothing more is known: the default, and the strictest. */
  PUBLIC("public"),
  /** A turn of a conversation in a user interface that shows a continuous notice of its own. */
  CHAT("chat"),
  /** A file to be downloaded, copied or passed on. */
  EXPORT("export"),
  /** Text published to inform people on matters of public interest (AI Act, Article 50(4)). */
  PUBLIC_INTEREST("public-interest"),
  /** Seen by the operator's own staff alone, tests included. */
  INTERNAL("internal"),
  /** Text that a program parses: JSON by a schema, calls of tools, source code alone. */
  MACHINE("machine");

  private final String id;

  ContentUse(String id) {
    this.id = id;
  }

  /** The name used in configuration and requests, for instance {@code public-interest}. */
  public String id() {
    return id;
  }

  /**
   * Whether a caller may name it of his own accord: what lifts a duty is for the operator to say.
   */
  public boolean callersMaySay() {
    return this != INTERNAL && this != MACHINE;
  }

  /** The use with this name; empty when there is none. */
  public static Optional<ContentUse> of(String id) {
    for (ContentUse use : values()) {
      if (use.id.equals(id)) {
        return Optional.of(use);
      }
    }
    return Optional.empty();
  }
}
