package io.colophon.labeling.provenance;

import java.util.List;

/**
 * That a tree is the beginning of a later one (RFC 9162, section 2.1.4).
 *
 * @param from size of the earlier tree
 * @param to size of the later tree, at least {@code from}
 * @param path hashes in the order of the RFC; empty if {@code from} is 0 or equals {@code to}
 */
public record ConsistencyProof(long from, long to, List<Hash> path) {
  public ConsistencyProof {
    path = List.copyOf(path);
  }
}
