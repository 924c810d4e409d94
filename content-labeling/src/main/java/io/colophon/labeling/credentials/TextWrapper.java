package io.colophon.labeling.credentials;

import io.colophon.labeling.container.MalformedMediaException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A manifest store inside plain text, as characters that nobody sees: {@code
 * C2PATextManifestWrapper} of C2PA 2.4, A.8. One variation selector stands for one byte.
 */
public final class TextWrapper {
  private static final char MARK = '\uFEFF';
  private static final byte[] MAGIC = "C2PATXT\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;

  /** Magic, version, length of the store. */
  private static final int HEADER = MAGIC.length + 1 + Integer.BYTES;

  /**
   * Bytes below this become one of the first sixteen selectors, three bytes in UTF-8; others four.
   */
  private static final int LOW = 16;

  private static final int FIRST_SELECTOR = 0xFE00;
  private static final int FIRST_SUPPLEMENT = 0xE0100;
  private static final int LOW_UTF8 = 3;
  private static final int HIGH_UTF8 = 4;

  /** Larger stores are not for texts. */
  static final int MOST_BYTES = 4 << 20;

  private TextWrapper() {}

  /**
   * What was found in a text.
   *
   * @param store the manifest store
   * @param from index of the wrapper's first {@code char}
   * @param to index after its last
   */
  public record Found(byte[] store, int from, int to) {}

  /** The wrapper of a store, to be put at the end of a text. */
  public static String encode(byte[] store) {
    StringBuilder text = new StringBuilder(1 + 2 * (HEADER + store.length)).append(MARK);
    for (byte b : header(store.length)) {
      append(text, b);
    }
    for (byte b : store) {
      append(text, b);
    }
    return text.toString();
  }

  /**
   * The wrapper of a text. What follows it belongs to the text again, be it more selectors.
   *
   * @return empty for a text without wrapper
   * @throws MalformedMediaException {@code manifest.text.corruptedWrapper} for one that is cut off
   *     or of another version, {@code manifest.text.multipleWrappers} for more than one
   */
  public static Optional<Found> find(CharSequence text) throws MalformedMediaException {
    Optional<Found> found = Optional.empty();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == MARK && startsWithMagic(text, at + 1)) {
        if (found.isPresent()) {
          throw new MalformedMediaException(
              "manifest.text.multipleWrappers",
              "wrappers at " + found.get().from() + " and " + at + ", expected one");
        }
        found = Optional.of(read(text, at));
        at = found.get().to() - 1;
      }
    }
    return found;
  }

  /** The text without its wrapper; the same where there is none. */
  public static String strip(String text) throws MalformedMediaException {
    Optional<Found> found = find(text);
    return found.isEmpty()
        ? text
        : text.substring(0, found.get().from()) + text.substring(found.get().to());
  }

  /** Bytes in UTF-8 of the wrapper of a store with so many bytes, so many of them below 16. */
  static int utf8Bytes(int storeBytes, int lowBytes) {
    int low = lowBytes + lowBytes(header(storeBytes));
    int all = HEADER + storeBytes;
    return LOW_UTF8 + low * LOW_UTF8 + (all - low) * HIGH_UTF8;
  }

  /** How many bytes become short selectors. */
  static int lowBytes(byte[] bytes) {
    int low = 0;
    for (byte b : bytes) {
      if (Byte.toUnsignedInt(b) < LOW) {
        low++;
      }
    }
    return low;
  }

  private static Found read(CharSequence text, int from) throws MalformedMediaException {
    Selectors selectors = new Selectors(text, from + 1);
    byte[] header = selectors.next(HEADER);
    int length = ByteBuffer.wrap(header).getInt(HEADER - Integer.BYTES);
    if (header[MAGIC.length] != VERSION || length < 0 || length > MOST_BYTES) {
      throw corrupted("version " + header[MAGIC.length] + ", " + length + " bytes of manifest");
    }
    if (length > text.length() - selectors.at) {
      throw corrupted(length + " bytes of manifest are told, fewer follow");
    }
    byte[] store = selectors.next(length);
    return new Found(store, from, selectors.at);
  }

  private static boolean startsWithMagic(CharSequence text, int at) {
    int i = at;
    for (byte wanted : MAGIC) {
      if (i >= text.length() || valueAt(text, i) != Byte.toUnsignedInt(wanted)) {
        return false;
      }
      i += width(text, i);
    }
    return true;
  }

  private static byte[] header(int length) {
    return ByteBuffer.allocate(HEADER).put(MAGIC).put(VERSION).putInt(length).array();
  }

  private static void append(StringBuilder text, byte b) {
    int value = Byte.toUnsignedInt(b);
    text.appendCodePoint(value < LOW ? FIRST_SELECTOR + value : FIRST_SUPPLEMENT + value - LOW);
  }

  /** The byte that stands there; -1 for a character that is no selector. */
  private static int valueAt(CharSequence text, int at) {
    int c = Character.codePointAt(text, at);
    if (c >= FIRST_SELECTOR && c < FIRST_SELECTOR + LOW) {
      return c - FIRST_SELECTOR;
    }
    boolean supplement = c >= FIRST_SUPPLEMENT && c < FIRST_SUPPLEMENT + 256 - LOW;
    return supplement ? c - FIRST_SUPPLEMENT + LOW : -1;
  }

  private static int width(CharSequence text, int at) {
    return Character.charCount(Character.codePointAt(text, at));
  }

  private static MalformedMediaException corrupted(String what) {
    return new MalformedMediaException("manifest.text.corruptedWrapper", what);
  }

  /** Reads selector after selector. */
  private static final class Selectors {
    private final CharSequence text;
    private int at;

    Selectors(CharSequence text, int at) {
      this.text = text;
      this.at = at;
    }

    byte[] next(int count) throws MalformedMediaException {
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        int value = at < text.length() ? valueAt(text, at) : -1;
        if (value < 0) {
          throw corrupted("no variation selector at " + at + ", expected " + (count - i) + " more");
        }
        bytes[i] = (byte) value;
        at += width(text, at);
      }
      return bytes;
    }
  }
}
