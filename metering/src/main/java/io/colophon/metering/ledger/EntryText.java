package io.colophon.metering.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How a text lies in an entry: a varint whose lower three bits name the form and whose other bits
 * are a number {@code n}.
 *
 * <pre>
 *  0 plain   n bytes follow, one per character, 0 to 127
 *  1 word    number n of {@link EntryWords}
 *  2 same    the text that begins at byte n of the entry, which is plain, wide or hex
 *  3 joined  two texts follow; between them stands joint n: "/" "; " ", since "
 *  4 hex     n bytes follow, each two lower case digits
 *  5 wide    n bytes follow: each UTF-16 unit by itself in UTF-8's scheme (CESU-8), so that half a
 *            surrogate pair, which upstreams do send, survives
 * </pre>
 */
final class EntryText {
  static final int PLAIN = 0;
  static final int WORD = 1;
  static final int SAME = 2;
  static final int JOINED = 3;
  static final int HEX = 4;
  static final int WIDE = 5;

  /** What stands between joined texts; only ever added to. */
  static final String[] JOINTS = {"/", "; ", ", since "};

  /** How many joined texts may stand within each other. */
  static final int DEEPEST = 12;

  private static final int SHORTEST_PHRASE = 24;
  private static final int MOST_PHRASES = 4_096;
  private static final int LONGEST_PHRASE = 1_024;
  private static final int SHORTEST_HEX = 16;

  /** Long texts that recur, such as the reason for a method, as they lie in an entry. */
  private static final ConcurrentMap<String, byte[]> PHRASES = new ConcurrentHashMap<>();

  private EntryText() {}

  static long head(int form, long n) {
    return n << 3 | form;
  }

  /** The whole of a text that is a word or made of words; null of one that is neither. */
  static byte @Nullable [] known(String text) {
    byte[] word = EntryWords.head(text);
    if (word != null || text.length() < SHORTEST_PHRASE) {
      return word;
    }
    byte[] phrase = PHRASES.get(text);
    if (phrase == null && text.length() <= LONGEST_PHRASE && isPhrase(text)) {
      EntrySink parts = new EntrySink();
      parts.start();
      join(text, parts, 0);
      phrase = parts.finish().array();
      if (PHRASES.size() < MOST_PHRASES) {
        PHRASES.put(text, phrase);
      }
    }
    return phrase;
  }

  private static boolean isPhrase(String text) {
    return text.contains(JOINTS[1]) || text.contains(JOINTS[2]);
  }

  private static void join(String text, EntrySink parts, int depth) {
    for (int joint = 2; joint > 0; joint--) {
      int at = depth < DEEPEST ? text.indexOf(JOINTS[joint]) : -1;
      if (at >= 0) {
        parts.number(head(JOINED, joint));
        join(text.substring(0, at), parts, depth + 1);
        join(text.substring(at + JOINTS[joint].length()), parts, depth + 1);
        return;
      }
    }
    parts.bytes(alone(text));
  }

  /** A text as it lies in an entry that it refers to nothing of. */
  static byte[] alone(String text) {
    byte[] word = EntryWords.head(text);
    if (word != null) {
      return word;
    }
    byte[] bytes = new byte[mostBytes(text)];
    return Arrays.copyOf(bytes, put(text, bytes, 0));
  }

  /** Room that {@link #put} may need. */
  static int mostBytes(String text) {
    return 5 + 3 * text.length();
  }

  /** Puts a text, plain, hex or wide; returns the place behind it. */
  static int put(String text, byte[] bytes, int at) {
    int length = text.length();
    if (isHex(text)) {
      int place = head(HEX, length / 2, bytes, at);
      for (int i = 0; i < length; i += 2) {
        bytes[place++] = (byte) (digit(text.charAt(i)) << 4 | digit(text.charAt(i + 1)));
      }
      return place;
    }
    int start = head(PLAIN, length, bytes, at);
    int place = start;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c > 127) {
        return wide(text, bytes, at);
      }
      bytes[place++] = (byte) c;
    }
    return place;
  }

  private static int wide(String text, byte[] bytes, int at) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    int place = head(WIDE, length, bytes, at);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes[place++] = (byte) c;
      } else if (c < 0x800) {
        bytes[place++] = (byte) (0xC0 | c >> 6);
        bytes[place++] = (byte) (0x80 | c & 0x3F);
      } else {
        bytes[place++] = (byte) (0xE0 | c >> 12);
        bytes[place++] = (byte) (0x80 | c >> 6 & 0x3F);
        bytes[place++] = (byte) (0x80 | c & 0x3F);
      }
    }
    return place;
  }

  /** The text of bytes that {@link #put} made wide; null if they are not. */
  static @Nullable String wide(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; ) {
      int lead = bytes[i] & 0xFF;
      int more = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : -1;
      if (more < 0 || i + more >= to) {
        return null;
      }
      int unit = more == 0 ? lead : lead & 0x3F >> more;
      for (int k = 1; k <= more; k++) {
        if ((bytes[i + k] & 0xC0) != 0x80) {
          return null;
        }
        unit = unit << 6 | bytes[i + k] & 0x3F;
      }
      text.append((char) unit);
      i += more + 1;
    }
    return text.toString();
  }

  /** The text of bytes that are plain; null if they are not. */
  static @Nullable String plain(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return null;
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static int head(int form, int n, byte[] bytes, int at) {
    int place = at;
    long rest = head(form, (long) n);
    for (; rest > 127; rest >>>= 7) {
      bytes[place++] = (byte) (rest | 0x80);
    }
    bytes[place++] = (byte) rest;
    return place;
  }

  private static boolean isHex(String text) {
    int length = text.length();
    if (length < SHORTEST_HEX || length % 2 != 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
