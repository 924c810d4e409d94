package io.colophon.gateway.screening;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Finds any of many words in one pass, by the automaton of Aho and Corasick (Communications of the
 * ACM 18, 1975) over code points. Words that overlap are all found.
 */
final class KeywordFinder implements Finder {
  private static final int MAX_POINTS = 4_000_000;

  private final Transitions transitions = new Transitions();
  private final int[] firstOfAscii = new int[128];
  private final boolean ignoreCase;
  private final boolean wholeWords;
  // By node: node 0 is the root.
  private int[] fail = new int[256];
  private int[] depth = new int[256];
  private int[] shorter = new int[256]; // the longest word that ends here, this one apart
  private boolean[] isWord = new boolean[256];
  private int nodes = 1;

  /**
   * @param words not empty; those without anything to see are left out
   * @throws IllegalArgumentException if they are too many
   */
  KeywordFinder(Collection<String> words, boolean ignoreCase, boolean wholeWords) {
    this.ignoreCase = ignoreCase;
    this.wholeWords = wholeWords;
    List<List<int[]>> children = new ArrayList<>();
    children.add(new ArrayList<>());
    for (String word : words) {
      add(NormalText.pointsOf(word), children);
    }
    link(children);
    for (int c = 0; c < firstOfAscii.length; c++) {
      firstOfAscii[c] = Math.max(0, transitions.get(0, c));
    }
  }

  private void add(int[] word, List<List<int[]>> children) {
    int node = 0;
    for (int point : word) {
      int folded = fold(point);
      int next = transitions.get(node, folded);
      if (next < 0) {
        next = newNode(depth[node] + 1);
        transitions.put(node, folded, next);
        children.get(node).add(new int[] {folded, next});
        children.add(new ArrayList<>(1));
      }
      node = next;
    }
    isWord[node] = node != 0;
  }

  private int newNode(int atDepth) {
    if (nodes >= MAX_POINTS) {
      throw new IllegalArgumentException(
          "the words have more than " + MAX_POINTS + " characters together");
    }
    if (nodes == fail.length) {
      fail = Arrays.copyOf(fail, 2 * nodes);
      depth = Arrays.copyOf(depth, 2 * nodes);
      shorter = Arrays.copyOf(shorter, 2 * nodes);
      isWord = Arrays.copyOf(isWord, 2 * nodes);
    }
    depth[nodes] = atDepth;
    return nodes++;
  }

  /** Breadth first, so that what is shorter is linked before what is longer. */
  private void link(List<List<int[]>> children) {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int[] child : children.get(node)) {
        int next = child[1];
        int suffix = node == 0 ? 0 : step(fail[node], child[0]);
        fail[next] = suffix;
        shorter[next] = isWord[suffix] ? suffix : shorter[suffix];
        queue.add(next);
      }
    }
  }

  private int step(int from, int point) {
    int node = from;
    while (true) {
      int next = transitions.get(node, point);
      if (next >= 0) {
        return next;
      }
      if (node == 0) {
        return 0;
      }
      node = fail[node];
    }
  }

  private int fold(int point) {
    if (!ignoreCase) {
      return point;
    }
    if (point < 0x80) {
      return point >= 'A' && point <= 'Z' ? point + 32 : point;
    }
    return Character.toLowerCase(Character.toUpperCase(point));
  }

  @Override
  public void find(NormalText text, int from, boolean whole, Findings findings) {
    int node = 0;
    for (int i = from; i < text.length(); i++) {
      int point = fold(text.at(i));
      node = node == 0 && point < 0x80 ? firstOfAscii[point] : step(node, point);
      for (int word = isWord[node] ? node : shorter[node]; word != 0; word = shorter[word]) {
        int start = i + 1 - depth[word];
        if (!wholeWords) {
          findings.match(start, i + 1);
          break; // shorter ones lie within it
        }
        if (standsAlone(text, start, i + 1)) {
          findings.match(start, i + 1);
          if (i + 1 == text.length() && !whole) {
            findings.openFrom(start); // what follows may belong to the word
          }
        }
      }
    }
    if (!whole && node != 0) {
      findings.openFrom(text.length() - depth[node]);
    }
  }

  private static boolean standsAlone(NormalText text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.at(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.at(end)));
  }
}
