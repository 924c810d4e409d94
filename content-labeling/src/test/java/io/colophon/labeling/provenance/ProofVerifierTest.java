package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every proof of small trees, and of sizes around the 256 leaves of a tile, some of them spoilt.
 */
class ProofVerifierTest {
  private static final int SMALL = 40;
  private static final int[] LARGE = {255, 256, 257, 511, 512, 513, 600};

  @TempDir Path directory;
  private TreeStore tree;
  private MerkleProver prover;
  private final List<Hash> roots = new ArrayList<>();

  @BeforeEach
  void grow() throws IOException {
    tree = TreeStore.open(directory, 0, true);
    prover = new MerkleProver(tree);
    roots.add(tree.root());
    for (int i = 0; i < 600; i++) {
      tree.append(new TreeHasher().leaf(ByteBuffer.allocate(4).putInt(0, i)));
      roots.add(tree.root());
      if (i % 100 == 50) {
        tree.flush();
      }
    }
  }

  @AfterEach
  void close() throws IOException {
    tree.close();
  }

  @Test
  void verifyInclusion_everyLeafOfEverySmallTree_holds() throws IOException {
    for (int size = 1; size <= SMALL; size++) {
      for (int index = 0; index < size; index++) {
        assertInclusion(index, size);
      }
    }
  }

  @Test
  void verifyInclusion_sizesAroundTiles_holds() throws IOException {
    for (int size : LARGE) {
      for (int index : new int[] {0, 1, 127, 128, 254, size / 2, size - 2, size - 1}) {
        assertInclusion(index, size);
      }
    }
  }

  @Test
  void verifyConsistency_everyPairOfSmallTrees_holds() throws IOException {
    for (int to = 0; to <= SMALL; to++) {
      for (int from = 0; from <= to; from++) {
        assertConsistency(from, to);
      }
    }
  }

  @Test
  void verifyConsistency_sizesAroundTiles_holds() throws IOException {
    for (int to : LARGE) {
      for (int from : new int[] {1, 2, 127, 128, 129, 254, 255, to / 2, to - 1, to}) {
        assertConsistency(from, to);
      }
    }
  }

  @Test
  void open_flushedTree_hasSameRootAndProofs() throws IOException {
    tree.flush();
    for (int size : LARGE) {
      try (TreeStore again = TreeStore.open(directory, size, false)) {
        assertThat(again.root()).isEqualTo(roots.get(size));
        assertThat(new MerkleProver(again).inclusion(77, size))
            .isEqualTo(prover.inclusion(77, size));
      }
    }
  }

  private void assertInclusion(int index, int size) throws IOException {
    Hash leaf = tree.leaf(index);
    List<Hash> path = prover.inclusion(index, size);
    Hash root = roots.get(size);
    assertThat(ProofVerifier.verifyInclusion(new InclusionProof(index, size, leaf, path), root))
        .as("%d in %d", index, size)
        .isTrue();
    assertThat(
            ProofVerifier.verifyInclusion(
                new InclusionProof(index, size, leaf, path), roots.get(size - 1)))
        .isFalse();
    assertThat(ProofVerifier.verifyInclusion(new InclusionProof(index, size, root, path), leaf))
        .isEqualTo(size == 1);
    for (List<Hash> spoilt : spoil(path)) {
      assertThat(ProofVerifier.verifyInclusion(new InclusionProof(index, size, leaf, spoilt), root))
          .isFalse();
    }
    assertThat(ProofVerifier.verifyInclusion(new InclusionProof(size, size, leaf, path), root))
        .isFalse();
  }

  private void assertConsistency(int from, int to) throws IOException {
    List<Hash> path = prover.consistency(from, to);
    Hash old = roots.get(from);
    Hash now = roots.get(to);
    assertThat(ProofVerifier.verifyConsistency(new ConsistencyProof(from, to, path), old, now))
        .as("%d to %d", from, to)
        .isTrue();
    if (from < to) {
      assertThat(ProofVerifier.verifyConsistency(new ConsistencyProof(from, to, path), now, now))
          .isFalse();
      assertThat(ProofVerifier.verifyConsistency(new ConsistencyProof(to, from, path), now, old))
          .isFalse();
    }
    for (List<Hash> spoilt : spoil(path)) {
      assertThat(ProofVerifier.verifyConsistency(new ConsistencyProof(from, to, spoilt), old, now))
          .isFalse();
    }
  }

  /** The path with one hash more, one less, and each replaced in turn. */
  private List<List<Hash>> spoil(List<Hash> path) {
    List<List<Hash>> spoilt = new ArrayList<>();
    Hash other = new TreeHasher().leaf(ByteBuffer.wrap(new byte[] {'x'}));
    List<Hash> longer = new ArrayList<>(path);
    longer.add(other);
    spoilt.add(longer);
    if (!path.isEmpty()) {
      spoilt.add(path.subList(1, path.size()));
    }
    for (int i = 0; i < path.size(); i++) {
      List<Hash> replaced = new ArrayList<>(path);
      Collections.replaceAll(replaced, path.get(i), other);
      spoilt.add(replaced);
    }
    return spoilt;
  }
}
