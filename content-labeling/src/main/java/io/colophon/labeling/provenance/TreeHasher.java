package io.colophon.labeling.provenance;

import io.colophon.labeling.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * The hashes of RFC 9162, section 2.1.1: {@code SHA-256(0x00 || record)} for a leaf, {@code
 * SHA-256(0x01 || left || right)} for a node, {@code SHA-256()} for the empty tree. Not for use by
 * several threads at once.
 */
final class TreeHasher {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest = Digests.sha256();

  Hash leaf(ByteBuffer record) {
    digest.update(LEAF);
    digest.update(record.duplicate());
    return Hash.of(digest.digest());
  }

  Hash node(Hash left, Hash right) {
    digest.update(NODE);
    left.update(digest);
    right.update(digest);
    return Hash.of(digest.digest());
  }

  Hash empty() {
    return Hash.of(digest.digest());
  }
}
