package io.colophon.labeling.provenance;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of a growing Merkle tree: the root of each full subtree that the binary digits of
 * the size stand for. Enough to append and to know the root.
 */
final class Frontier {
  /** Is told of every hash of a full subtree of {@code 1 << level} leaves, as it comes to be. */
  @FunctionalInterface
  interface Listener {
    void hash(int level, Hash hash);
  }

  private final TreeHasher hasher = new TreeHasher();
  private final @Nullable Hash[] edge = new Hash[64];
  private long size;

  long size() {
    return size;
  }

  /** Sets the edge of a tree that exists, highest level first. */
  void restore(long size, java.util.function.IntFunction<Hash> nodeOfLevel) {
    Arrays.fill(edge, null);
    this.size = size;
    for (int level = 0; level < 63; level++) {
      if ((size >>> level & 1) == 1) {
        edge[level] = nodeOfLevel.apply(level);
      }
    }
  }

  void append(Hash leaf, Listener listener) {
    Hash hash = leaf;
    int level = 0;
    listener.hash(0, hash);
    for (; (size >>> level & 1) == 1; level++) {
      hash = hasher.node(at(level), hash);
      listener.hash(level + 1, hash);
    }
    edge[level] = hash;
    size++;
  }

  Hash root() {
    Hash root = null;
    for (int level = 0; level < 63; level++) {
      if ((size >>> level & 1) == 1) {
        root = root == null ? at(level) : hasher.node(at(level), root);
      }
    }
    return root == null ? hasher.empty() : root;
  }

  private Hash at(int level) {
    Hash hash = edge[level];
    if (hash == null) {
      throw new IllegalStateException("no subtree of level " + level + " in a tree of " + size);
    }
    return hash;
  }
}
