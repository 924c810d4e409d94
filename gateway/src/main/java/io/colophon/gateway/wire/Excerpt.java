package io.colophon.gateway.wire;

/** A caller's value, made fit to be shown in a message. */
final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  /** The value's beginning, without control characters. */
  static String of(String value) {
    String start = value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
