package io.colophon.provider.local.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pieces of text that the network knows by number. In this order: 16 special pieces, 256 single
 * bytes, Chinese characters and marks, what both languages share (the end and the line break),
 * English pieces in the order in which they were learnt. A language writes with one run of numbers.
 * Immutable.
 */
final class Vocabulary {
  static final int FIRST_BYTE = 16;
  static final int FIRST_CHINESE = FIRST_BYTE + 256;
  static final int ABSENT = Integer.MAX_VALUE;
  private static final String END = "<end>";
  private static final int SHARED = 2;
  private static final int CONTENT_LETTERS = 4;

  private final List<String> pieces;
  private final Map<String, Integer> ids;
  private final Map<String, Integer> specials;
  private final int end;
  private final Slice chinese;
  private final Slice english;

  private Vocabulary(List<String> pieces) {
    this.pieces = List.copyOf(pieces);
    this.ids = new HashMap<>();
    this.specials = new HashMap<>();
    this.end = pieces.indexOf(END);
    if (end < FIRST_CHINESE || end + SHARED > pieces.size()) {
      throw new ModelFileException(
          "vocabulary of " + pieces.size() + " pieces has no " + END + " behind its bytes");
    }
    this.chinese = slice(pieces, FIRST_CHINESE, end + SHARED);
    this.english = slice(pieces, end, pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      if (i < FIRST_BYTE) {
        specials.put(pieces.get(i), i);
      } else if (i >= FIRST_CHINESE && i != end) {
        ids.put(pieces.get(i), i);
      }
    }
  }

  /**
   * Reads a vocabulary file: UTF-8, one piece a line, {@code \n} for a line break and {@code \\}
   * for a backslash.
   */
  static Vocabulary parse(byte[] file) {
    List<String> pieces = new ArrayList<>();
    for (String line : new String(file, StandardCharsets.UTF_8).split("\n", -1)) {
      pieces.add(line.replace("\\n", "\n").replace("\\\\", "\\"));
    }
    pieces.remove(pieces.size() - 1);
    return new Vocabulary(pieces);
  }

  int size() {
    return pieces.size();
  }

  /** The number of a piece of text, {@link #ABSENT} if it is none. */
  int id(String piece) {
    return ids.getOrDefault(piece, ABSENT);
  }

  /** The number of a special piece. */
  int special(String piece) {
    Integer id = specials.get(piece);
    if (id == null) {
      throw new ModelFileException("vocabulary has no special piece " + piece);
    }
    return id;
  }

  /** The number that ends a text. */
  int end() {
    return end;
  }

  /** The text of a number; empty for special pieces and for the end. Not for bytes. */
  String text(int id) {
    return id >= FIRST_CHINESE && id != end ? pieces.get(id) : "";
  }

  /** What a language writes with. */
  Slice slice(Language language) {
    return language == Language.CHINESE ? chinese : english;
  }

  /**
   * A run of numbers; its sets of places are not to be changed.
   *
   * @param first the first number
   * @param count how many
   * @param content places of pieces that are words of content: Chinese characters, and English
   *     words of at least {@value #CONTENT_LETTERS} letters
   * @param opening places that a text may begin with: Chinese characters, and English words with a
   *     capital
   * @param inner places of English pieces that go on with a word
   */
  record Slice(int first, int count, BitSet content, BitSet opening, BitSet inner) {}

  private static Slice slice(List<String> pieces, int first, int limit) {
    BitSet content = new BitSet();
    BitSet opening = new BitSet();
    BitSet inner = new BitSet();
    for (int i = first; i < limit; i++) {
      String piece = pieces.get(i);
      boolean han = piece.length() == 1 && ChinesePrompts.isHan(piece.charAt(0));
      boolean word = piece.length() > 1 && piece.charAt(0) == ' ';
      inner.set(i - first, piece.length() > 1 && Character.isLetter(piece.charAt(0)));
      content.set(i - first, han || word && piece.length() > CONTENT_LETTERS);
      opening.set(i - first, han || word && Character.isUpperCase(piece.charAt(1)));
    }
    return new Slice(first, limit - first, content, opening, inner);
  }
}
