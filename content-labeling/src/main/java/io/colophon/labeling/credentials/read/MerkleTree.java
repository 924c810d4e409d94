package io.colophon.labeling.credentials.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Hashes of pieces of a file, or one row of the tree above them (C2PA 2.2, 18.7.1).
 *
 * @param count how many pieces there are
 * @param hashes a row of the tree, from the pieces themselves up to the root alone
 * @param initHash hash of what stands before the first fragment; empty for files without fragments
 * @param blockBytes bytes in every piece but the last; empty when pieces are given otherwise
 * @param blocks bytes in each piece; none when pieces are given otherwise
 */
record MerkleTree(
    long uniqueId,
    long localId,
    long count,
    Optional<String> alg,
    Optional<byte[]> initHash,
    List<byte[]> hashes,
    OptionalLong blockBytes,
    List<Long> blocks) {

  static MerkleTree read(CborMap says) throws CborException {
    List<byte[]> hashes = new ArrayList<>();
    for (Cbor hash : says.items("hashes")) {
      hashes.add(hash.bytes("hashes"));
    }
    List<Long> blocks = new ArrayList<>();
    for (Cbor block : says.items("variableBlockSizes")) {
      blocks.add(block.whole("variableBlockSizes"));
    }
    return new MerkleTree(
        says.whole("uniqueId").orElseThrow(() -> new CborException("uniqueId is missing")),
        says.whole("localId").orElseThrow(() -> new CborException("localId is missing")),
        says.whole("count").orElseThrow(() -> new CborException("count is missing")),
        says.text("alg"),
        says.bytes("initHash"),
        hashes,
        says.whole("fixedBlockSize"),
        blocks);
  }
}
