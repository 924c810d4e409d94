package io.colophon.gateway.http;

/** A caller's value, made fit to be shown in a message. */
public final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  /** The value's beginning, without control characters. */
  public static String of(String value) {
    int length = Math.min(LONGEST, value.length());
    StringBuilder shown = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return value.length() > LONGEST ? shown.append("...").toString() : shown.toString();
  }
}
