package io.colophon.labeling.credentials;

import io.colophon.labeling.container.Range;
import java.util.List;

/** What ties a manifest to the bytes of its file (C2PA 2.2, 9.2). */
public sealed interface HardBinding {
  /** SHA-256 over what is bound. */
  byte[] sha256();

  /**
   * {@code c2pa.hash.data}.
   *
   * @param exclusions what the hash leaves out, in file order, not overlapping
   */
  record Data(byte[] sha256, List<Range> exclusions) implements HardBinding {
    public Data {
      exclusions = List.copyOf(exclusions);
    }
  }

  /** {@code c2pa.hash.bmff.v3} over the whole file, without Merkle trees. */
  record Bmff(byte[] sha256) implements HardBinding {}
}
