package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Checks a {@code c2pa.hash.data} assertion (C2PA 2.2, 15.12.1). */
final class DataHashCheck {
  private DataHashCheck() {}

  /**
   * Checks it.
   *
   * @param unit where the store stands, headers included
   * @param grown whether manifests came after this one, so that the store has grown
   * @param url address of the assertion
   */
  static void check(
      CborMap says,
      Optional<String> claimAlgorithm,
      Asset asset,
      List<Range> unit,
      boolean grown,
      String url,
      Findings findings)
      throws StoreException, IOException {
    List<Range> exclusions;
    byte[] expected;
    Optional<String> algorithm;
    try {
      expected = says.bytes("hash").orElseThrow(() -> new CborException("hash is missing"));
      algorithm = says.text("alg");
      exclusions = grown ? moved(exclusions(says), unit) : exclusions(says);
      if (says.get("pad").isEmpty()) {
        throw new CborException("pad is missing");
      }
    } catch (CborException e) {
      throw e.as(StatusCodes.DATA_HASH_MALFORMED);
    }
    if (says.get("url").isPresent()) {
      findings.bad(StatusCodes.DATA_HASH_MISMATCH, url, "a hash of something elsewhere");
      return;
    }
    requireOrder(exclusions, asset.size());
    // More than the place of the store: whoever signed left a part of the content unbound.
    if (exclusions.size() > 1) {
      findings.neutral(
          StatusCodes.MORE_EXCLUSIONS, url, exclusions.size() + " ranges are left out");
    }
    byte[] actual =
        new Exclusions(asset, exclusions, new TreeSet<>())
            .hash(HashAlgorithm.digest(algorithm, claimAlgorithm));
    if (MessageDigest.isEqual(expected, actual)) {
      findings.good(StatusCodes.DATA_HASH_MATCH, url, "the bytes are those that were signed");
    } else {
      findings.bad(StatusCodes.DATA_HASH_MISMATCH, url, "the bytes are not those that were signed");
    }
  }

  private static List<Range> exclusions(CborMap says) throws CborException {
    List<Range> ranges = new ArrayList<>();
    for (Cbor item : says.items("exclusions")) {
      CborMap range = item.map("exclusion");
      long start = range.whole("start").orElse(-1);
      long length = range.whole("length").orElse(-1);
      if (start < 0 || length < 0 || start > Long.MAX_VALUE - length) {
        throw new CborException("an exclusion of " + length + " bytes at " + start);
      }
      ranges.add(new Range(start, length));
    }
    return ranges;
  }

  /** The store has grown since, and what stands behind it has moved. */
  private static List<Range> moved(List<Range> ranges, List<Range> unit) {
    Range now = unit.get(0);
    long more = 0;
    List<Range> moved = new ArrayList<>();
    for (Range range : ranges) {
      if (range.at() == now.at()) {
        more = now.length() - range.length();
        moved.add(now);
      } else {
        moved.add(
            range.at() > now.at()
                ? new Range(Math.max(0, range.at() + more), range.length())
                : range);
      }
    }
    return moved;
  }

  private static void requireOrder(List<Range> ranges, long size) throws StoreException {
    long end = 0;
    for (Range range : ranges) {
      if (range.at() < end || range.end() > size) {
        throw new StoreException(
            StatusCodes.DATA_HASH_MALFORMED,
            "an exclusion from "
                + range.at()
                + " to "
                + range.end()
                + ", expected within "
                + end
                + " and "
                + size);
      }
      end = range.end();
    }
  }
}
