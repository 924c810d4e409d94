package io.colophon.provider.declarative;

import java.util.Collection;
import java.util.TreeSet;

/** Says what was probably meant. */
final class Spelling {
  private Spelling() {}

  /** What to add to a message about a word that is not known. */
  static String hint(String wrong, Collection<String> known) {
    String best = "";
    int least = Math.max(2, wrong.length() / 3) + 1;
    for (String one : known) {
      int far = distance(wrong, one);
      if (far < least) {
        least = far;
        best = one;
      }
    }
    return best.isEmpty()
        ? ", expected one of " + String.join(", ", new TreeSet<>(known))
        : ", did you mean \"" + best + "\"?";
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + same);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
