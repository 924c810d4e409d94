package io.colophon.labeling.provenance;

import java.util.List;

/**
 * That a record is in the tree of a given size (RFC 9162, section 2.1.3).
 *
 * @param index the record's number, from 0
 * @param treeSize records in the tree, more than {@code index}
 * @param leaf the record's leaf hash
 * @param path sibling hashes from the leaf up; empty in a tree of one
 */
public record InclusionProof(long index, long treeSize, Hash leaf, List<Hash> path) {
  public InclusionProof {
    path = List.copyOf(path);
  }
}
