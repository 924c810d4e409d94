package io.colophon.labeling.provenance;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;

/**
 * Verifies proofs without a log, by the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2. What
 * to hold against the root is a {@link Checkpoint} whose signature was verified.
 */
public final class ProofVerifier {
  private ProofVerifier() {}

  /** Returns the leaf hash of a record's stored bytes. */
  public static Hash leafHash(ByteBuffer record) {
    return new TreeHasher().leaf(record);
  }

  /** Returns whether the leaf of {@code proof} is in the tree with this root. */
  public static boolean verifyInclusion(InclusionProof proof, Hash root) {
    long node = proof.index();
    long last = proof.treeSize() - 1;
    if (node < 0 || node > last) {
      return false;
    }
    TreeHasher hasher = new TreeHasher();
    Hash hash = proof.leaf();
    for (Hash sibling : proof.path()) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = hasher.node(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && hash.equals(root);
  }

  /**
   * Returns whether the tree with root {@code from} is the beginning of that with root {@code to}.
   */
  public static boolean verifyConsistency(ConsistencyProof proof, Hash from, Hash to) {
    if (proof.from() < 0 || proof.from() > proof.to()) {
      return false;
    }
    if (proof.from() == proof.to()) {
      return proof.path().isEmpty() && from.equals(to);
    }
    if (proof.from() == 0) {
      return proof.path().isEmpty() && from.equals(new TreeHasher().empty());
    }
    List<Hash> path = proof.path();
    boolean isFullTree = Long.bitCount(proof.from()) == 1;
    if (!isFullTree && path.isEmpty()) {
      return false;
    }
    Iterator<Hash> rest = path.iterator();
    Hash start = isFullTree ? from : rest.next();
    return climb(proof, start, rest, from, to);
  }

  private static boolean climb(
      ConsistencyProof proof, Hash start, Iterator<Hash> rest, Hash from, Hash to) {
    long node = proof.from() - 1;
    long last = proof.to() - 1;
    int whole = Long.numberOfTrailingZeros(~node);
    node >>>= whole;
    last >>>= whole;
    TreeHasher hasher = new TreeHasher();
    Hash older = start;
    Hash newer = start;
    while (rest.hasNext()) {
      Hash sibling = rest.next();
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        older = hasher.node(sibling, older);
        newer = hasher.node(sibling, newer);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        newer = hasher.node(newer, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && older.equals(from) && newer.equals(to);
  }
}
