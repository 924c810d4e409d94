package io.colophon.gateway.screening;

import java.util.Arrays;

/**
 * Text as finders see it: code points, each with its place in the original. Full-width forms are
 * read as their ASCII ones, decimal digits of any script as 0 to 9, dashes as a hyphen, wide and
 * unbreakable spaces as a space; what is not seen when text is shown (zero-width characters, soft
 * hyphens, marks of direction, variation selectors, tags) is left out. Compatibility forms beyond
 * these (such as circled digits) and look-alikes of other scripts stay what they are.
 *
 * <p>Made anew for each look and reused, so not safe for use by several threads.
 */
final class NormalText {
  private int[] points = new int[64];
  private int[] starts = new int[64];
  private int length;
  private int originalLength;
  private boolean json;

  /** How many code points. */
  int length() {
    return length;
  }

  /** The code point at an index. */
  int at(int index) {
    return points[index];
  }

  /** Where the code point at an index begins in the original; the original's end for the last. */
  int originalStart(int index) {
    return index < length ? starts[index] : originalLength;
  }

  /** Where the code point at an index ends in the original, what is left out after it apart. */
  int originalEnd(int lastIndex, CharSequence original) {
    int at = starts[lastIndex];
    if (json && isEscape(original, at)) {
      return at + 6;
    }
    return at + Character.charCount(Character.codePointAt(original, at));
  }

  /**
   * Reads a text.
   *
   * @param asJson whether backslash-u escapes are read as what they stand for
   */
  void read(CharSequence text, int end, boolean asJson) {
    json = asJson;
    length = 0;
    originalLength = end;
    ensure(end);
    int i = 0;
    while (i < end) {
      char c = text.charAt(i);
      if (c < 0x80 && !(json && c == '\\')) {
        add(c, i);
        i++;
      } else if (json && isEscape(text, i) && i + 6 <= end) {
        addNormal(Integer.parseInt(text, i + 2, i + 6, 16), i);
        i += 6;
      } else {
        int point = Character.codePointAt(text, i);
        addNormal(point, i);
        i += Character.charCount(point);
      }
    }
  }

  private static boolean isEscape(CharSequence text, int at) {
    if (at + 6 > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private void addNormal(int point, int start) {
    int normal = normal(point);
    if (normal >= 0) {
      add(normal, start);
    }
  }

  private void add(int point, int start) {
    points[length] = point;
    starts[length++] = start;
  }

  private void ensure(int capacity) {
    if (points.length < capacity) {
      points = new int[Math.max(capacity, 2 * points.length)];
      starts = new int[points.length];
    }
  }

  /** The code points of a word, as {@link #read} would give them. */
  static int[] pointsOf(String word) {
    NormalText text = new NormalText();
    text.read(word, word.length(), false);
    return Arrays.copyOf(text.points, text.length);
  }

  /** What a code point is read as; -1 for one that is left out. */
  private static int normal(int point) {
    if (point < 0x80) {
      return point;
    }
    if (point >= 0xFF01 && point <= 0xFF5E) {
      return point - 0xFEE0;
    }
    if (point >= 0x2010 && point <= 0x2015 || point == 0x2212 || point == 0xFE63) {
      return '-';
    }
    if (point == 0xA0 || point == 0x3000 || point >= 0x2000 && point <= 0x200A || point == 0x202F) {
      return ' ';
    }
    if (isUnseen(point)) {
      return -1;
    }
    return Character.getType(point) == Character.DECIMAL_DIGIT_NUMBER
        ? '0' + Character.digit(point, 10)
        : point;
  }

  private static boolean isUnseen(int point) {
    return point == 0xAD
        || point == 0x34F
        || point == 0x61C
        || point == 0x180E
        || point == 0xFEFF
        || point >= 0x200B && point <= 0x200F
        || point >= 0x202A && point <= 0x202E
        || point >= 0x2060 && point <= 0x206F
        || point >= 0xFE00 && point <= 0xFE0F
        || point >= 0xE0000 && point <= 0xE0FFF;
  }
}
