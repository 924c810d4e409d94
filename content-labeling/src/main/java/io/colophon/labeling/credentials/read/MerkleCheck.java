package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the trees of a {@code c2pa.hash.bmff} assertion: of fragments that stand in one file, or
 * of pieces of its {@code mdat} boxes. All pieces are there, so whole trees are computed anew and
 * the proofs in the file are not needed.
 */
final class MerkleCheck {
  /** Leaves of all trees together; 32 MB of hashes. */
  private static final int MAX_LEAVES = 1 << 20;

  /** So many first bytes of a {@code mdat} box are no part of its pieces (C2PA 2.2, 18.7.1). */
  private static final int MDAT_HEAD = 16;

  private final long size;
  private final Exclusions left;
  private final List<BmffBox> top;
  private final Optional<String> algorithm;
  private int leaves;

  MerkleCheck(long size, Exclusions left, List<BmffBox> top, Optional<String> algorithm) {
    this.size = size;
    this.left = left;
    this.top = top;
    this.algorithm = algorithm;
  }

  /** Whether every piece is what was signed. */
  boolean check(List<MerkleTree> trees) throws StoreException, IOException {
    List<BmffBox> fragments = all("moof");
    if (!fragments.isEmpty()) {
      for (MerkleTree tree : trees) {
        if (!isRight(tree, fragments)) {
          return false;
        }
      }
      return true;
    }
    List<BmffBox> data = all("mdat");
    if (data.size() != trees.size()) {
      return false;
    }
    for (int i = 0; i < trees.size(); i++) {
      MerkleTree tree = trees.get(i);
      if (tree.initHash().isPresent() || !isRight(tree, blocks(tree, data.get(i)), true)) {
        return false;
      }
    }
    return true;
  }

  private boolean isRight(MerkleTree tree, List<BmffBox> fragments)
      throws StoreException, IOException {
    long first = fragments.get(0).at();
    if (tree.initHash().isPresent()
        && !MessageDigest.isEqual(tree.initHash().get(), left.hash(0, first, digest(tree)))) {
      return false;
    }
    List<Range> pieces = new ArrayList<>();
    for (int i = 0; i < fragments.size(); i++) {
      long at = fragments.get(i).at();
      long end = i + 1 < fragments.size() ? fragments.get(i + 1).at() : size;
      pieces.add(new Range(at, end - at));
    }
    return isRight(tree, pieces, false);
  }

  private boolean isRight(MerkleTree tree, List<Range> pieces, boolean bare)
      throws StoreException, IOException {
    leaves += pieces.size();
    if (leaves > MAX_LEAVES) {
      throw new StoreException(
          StatusCodes.GENERAL_ERROR, "more than " + MAX_LEAVES + " pieces of a file");
    }
    if (pieces.size() != tree.count() || tree.hashes().isEmpty()) {
      return false;
    }
    List<byte[]> row = new ArrayList<>();
    for (Range piece : pieces) {
      row.add(
          bare
              ? left.bare(piece.at(), piece.end(), digest(tree))
              : left.hash(piece.at(), piece.end(), digest(tree)));
    }
    while (row.size() > tree.hashes().size()) {
      row = above(row, tree);
    }
    if (row.size() != tree.hashes().size()) {
      return false;
    }
    for (int i = 0; i < row.size(); i++) {
      if (!MessageDigest.isEqual(row.get(i), tree.hashes().get(i))) {
        return false;
      }
    }
    return true;
  }

  private List<byte[]> above(List<byte[]> row, MerkleTree tree) throws StoreException {
    List<byte[]> above = new ArrayList<>(row.size() / 2 + 1);
    for (int i = 0; i < row.size(); i += 2) {
      if (i + 1 == row.size()) {
        above.add(row.get(i));
      } else {
        MessageDigest digest = digest(tree);
        digest.update(row.get(i));
        above.add(digest.digest(row.get(i + 1)));
      }
    }
    return above;
  }

  private static List<Range> blocks(MerkleTree tree, BmffBox data) throws StoreException {
    long at = data.at() + Math.min(MDAT_HEAD, data.size());
    List<Range> blocks = new ArrayList<>();
    if (tree.blockBytes().isPresent()) {
      long block = tree.blockBytes().getAsLong();
      if (block < 1 || (data.end() - at) / block > MAX_LEAVES) {
        throw new StoreException(StatusCodes.BMFF_HASH_MALFORMED, "pieces of " + block + " bytes");
      }
      for (; at < data.end(); at += block) {
        blocks.add(new Range(at, Math.min(block, data.end() - at)));
      }
      return blocks;
    }
    if (tree.blocks().isEmpty()) {
      if (tree.count() != 1) {
        throw new StoreException(
            StatusCodes.GENERAL_ERROR, "trees over the chunks of tracks are not checked here");
      }
      return List.of(new Range(at, data.end() - at));
    }
    for (long block : tree.blocks()) {
      if (block < 0 || block > data.end() - at) {
        throw new StoreException(
            StatusCodes.BMFF_HASH_MALFORMED, "pieces that do not add up to their box");
      }
      blocks.add(new Range(at, block));
      at += block;
    }
    if (at != data.end()) {
      throw new StoreException(
          StatusCodes.BMFF_HASH_MALFORMED, "pieces that do not add up to their box");
    }
    return blocks;
  }

  private MessageDigest digest(MerkleTree tree) throws StoreException {
    return HashAlgorithm.digest(tree.alg(), algorithm);
  }

  private List<BmffBox> all(String type) {
    return top.stream().filter(box -> box.type().equals(type)).toList();
  }
}
