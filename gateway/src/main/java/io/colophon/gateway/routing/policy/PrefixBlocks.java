package io.colophon.gateway.routing.policy;

import java.util.Arrays;

/**
 * The beginning of a prompt as a chain of hashes: the hash of a block covers the block and
 * everything before it, so that equal hashes at one place mean equal prompts up to there.
 * Immutable.
 */
public final class PrefixBlocks {

  /** A prompt of less than one block, or one that is not known. */
  public static final PrefixBlocks NONE = new PrefixBlocks(new long[0]);

  private final long[] hashes;

  private PrefixBlocks(long[] hashes) {
    this.hashes = hashes;
  }

  /**
   * @param hashes one for each whole block, from the first; copied
   */
  public static PrefixBlocks of(long... hashes) {
    return hashes.length == 0 ? NONE : new PrefixBlocks(hashes.clone());
  }

  /** Whole blocks. */
  public int size() {
    return hashes.length;
  }

  /** The hash of the prompt up to the end of a block. */
  public long hash(int block) {
    return hashes[block];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrefixBlocks blocks && Arrays.equals(hashes, blocks.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return hashes.length + " blocks";
  }
}
