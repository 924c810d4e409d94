package io.colophon.gateway.config.bind;

import java.util.Collection;
import java.util.Optional;

/** The known word that somebody probably meant. */
public final class Suggestion {
  private static final int MAX_LENGTH = 64;

  private Suggestion() {}

  /**
   * A nearest word by edits (insert, delete, replace, swap of neighbours), if it takes no more
   * edits than a third of the length of the word, and one for short words.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int most = Math.max(1, word.length() / 3);
    String nearest = null;
    for (String candidate : known) {
      int edits = edits(word, candidate);
      if (edits <= most) {
        most = edits - 1;
        nearest = candidate;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The end of a message: what was probably meant, or else what there is. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known)
        .map(meant -> "; did you mean \"" + meant + "\"?")
        .orElseGet(
            () -> known.isEmpty() ? "; there is none" : "; there is " + String.join(", ", known));
  }

  /** Optimal string alignment distance. */
  private static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
