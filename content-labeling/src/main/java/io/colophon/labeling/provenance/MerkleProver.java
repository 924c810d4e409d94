package io.colophon.labeling.provenance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the proofs of RFC 9162, sections 2.1.3.1 and 2.1.4.1, by their recursive definition. */
final class MerkleProver {
  private final TreeStore tree;
  private final TreeHasher hasher = new TreeHasher();

  MerkleProver(TreeStore tree) {
    this.tree = tree;
  }

  List<Hash> inclusion(long index, long size) throws IOException {
    List<Hash> path = new ArrayList<>();
    inclusion(index, 0, size, path);
    return path;
  }

  private void inclusion(long index, long start, long end, List<Hash> path) throws IOException {
    if (end - start == 1) {
      return;
    }
    long middle = start + split(end - start);
    if (index < middle) {
      inclusion(index, start, middle, path);
      path.add(root(middle, end));
    } else {
      inclusion(index, middle, end, path);
      path.add(root(start, middle));
    }
  }

  List<Hash> consistency(long from, long to) throws IOException {
    List<Hash> path = new ArrayList<>();
    if (from > 0 && from < to) {
      consistency(from, 0, to, true, path);
    }
    return path;
  }

  private void consistency(long from, long start, long end, boolean isWholeOld, List<Hash> path)
      throws IOException {
    if (from == end) {
      if (!isWholeOld) {
        path.add(root(start, end));
      }
      return;
    }
    long middle = start + split(end - start);
    if (from <= middle) {
      consistency(from, start, middle, isWholeOld, path);
      path.add(root(middle, end));
    } else {
      consistency(from, middle, end, false, path);
      path.add(root(start, middle));
    }
  }

  /**
   * Returns the root of leaves {@code start} to {@code end - 1}; start is a multiple of its span.
   */
  Hash root(long start, long end) throws IOException {
    long count = end - start;
    if (count == 0) {
      return hasher.empty();
    }
    if (Long.bitCount(count) == 1) {
      int level = Long.numberOfTrailingZeros(count);
      return tree.node(level, start >>> level);
    }
    long middle = start + split(count);
    return hasher.node(root(start, middle), root(middle, end));
  }

  /** The largest power of two below {@code count}, which is at least 2. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }
}
