package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;

/** Hashes a file, or a part of it, but for some ranges. */
final class Exclusions {
  private final Asset asset;
  private final NavigableMap<Long, Long> left;
  private final NavigableSet<Long> marks;

  /**
   * @param excluded ranges within the file, in any order; they may overlap
   * @param marks positions that are hashed themselves, as eight bytes, before the byte that stands
   *     there (C2PA 2.2, 9.2.3); those of excluded bytes count only between the first and the last
   *     byte that is hashed
   */
  Exclusions(Asset asset, List<Range> excluded, NavigableSet<Long> marks) {
    this.asset = asset;
    this.left = left(asset.size(), excluded);
    this.marks = marks;
  }

  /** The hash of what is left of the whole file. */
  byte[] hash(MessageDigest digest) throws IOException {
    return hash(0, asset.size(), digest);
  }

  /** The hash of what is left between two positions. */
  byte[] hash(long from, long end, MessageDigest digest) throws IOException {
    long done = -1;
    for (Map.Entry<Long, Long> range : inside(from, end).entrySet()) {
      long at = Math.max(from, range.getKey());
      long stop = Math.min(end, range.getValue());
      if (at >= stop) {
        continue;
      }
      for (long mark : marks.subSet(done < 0 ? at : done, true, stop, false)) {
        if (mark > at) {
          asset.hash(at, mark, digest);
          at = mark;
        }
        update(digest, mark);
      }
      asset.hash(at, stop, digest);
      done = stop;
    }
    return digest.digest();
  }

  /** The hash of every byte between two positions, excluded or not. */
  byte[] bare(long from, long end, MessageDigest digest) throws IOException {
    asset.hash(from, end, digest);
    return digest.digest();
  }

  private NavigableMap<Long, Long> inside(long from, long end) {
    Long first = left.floorKey(from);
    return left.subMap(first == null ? from : first, true, end, false);
  }

  private static void update(MessageDigest digest, long position) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      digest.update((byte) (position >>> shift));
    }
  }

  private static NavigableMap<Long, Long> left(long size, List<Range> excluded) {
    List<Range> sorted = new ArrayList<>(excluded);
    sorted.sort(Comparator.comparingLong(Range::at));
    NavigableMap<Long, Long> left = new TreeMap<>();
    long at = 0;
    for (Range range : sorted) {
      if (range.at() > at) {
        left.put(at, range.at());
      }
      at = Math.max(at, range.end());
    }
    if (at < size) {
      left.put(at, size);
    }
    return left;
  }
}
