package io.colophon.labeling.provenance;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text with signature lines below it, in the form of C2SP signed-note.
 *
 * @param text what is signed, with its last newline
 * @param signatures who signed it
 */
record SignedNote(String text, List<Line> signatures) {
  private static final String DASH = "\u2014 ";

  /**
   * One signature line.
   *
   * @param name of the key
   * @param signature four bytes of key hash, then the signature
   */
  record Line(String name, byte[] signature) {
    private String format() {
      return DASH + name + " " + Base64.getEncoder().encodeToString(signature) + "\n";
    }
  }

  String format() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(line -> note.append(line.format()));
    return note.toString();
  }

  static SignedNote parse(String note) {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException("not a signed note: no signatures below an empty line");
    }
    List<Line> lines = new ArrayList<>();
    for (String line : note.substring(split + 2).split("\n", -1)) {
      int space = line.lastIndexOf(' ');
      if (line.startsWith(DASH) && space > DASH.length()) {
        lines.add(
            new Line(
                line.substring(DASH.length(), space),
                Base64.getDecoder().decode(line.substring(space + 1))));
      } else if (!line.isEmpty()) {
        throw new IllegalArgumentException("not a signed note: bad signature line");
      }
    }
    return new SignedNote(note.substring(0, split + 1), lines);
  }
}
