package io.colophon.labeling.container;

import java.io.IOException;
import java.util.List;

/**
 * Where a C2PA manifest store stands in a file.
 *
 * @param pieces the ranges that hold the store's bytes and nothing else, in the order of the store;
 *     more than one where the format splits it (JPEG segments, GIF sub-blocks)
 * @param unit the ranges the format spends on it altogether, headers, lengths and checksums
 *     included, in file order: exactly what {@code c2pa.hash.data} leaves out (C2PA 2.2, 9.2 and
 *     Annex A); never empty
 */
public record StorePlace(List<Range> pieces, List<Range> unit) {
  /** Larger stores are not read; real ones are a few kilobytes, with thumbnails a few hundred. */
  public static final int MAX_STORE = 64 << 20;

  public StorePlace {
    pieces = List.copyOf(pieces);
    unit = List.copyOf(unit);
  }

  /** A store in one piece. */
  public static StorePlace of(Range piece, Range unit) {
    return new StorePlace(List.of(piece), List.of(unit));
  }

  /** Bytes in the store. */
  public long storeBytes() {
    return pieces.stream().mapToLong(Range::length).sum();
  }

  /**
   * Reads the store.
   *
   * @throws MalformedMediaException if it is larger than {@link #MAX_STORE}
   */
  public byte[] read(Source file) throws IOException {
    long size = storeBytes();
    if (size > MAX_STORE) {
      throw new MalformedMediaException(
          "c2pa.store-size", "a manifest store of " + size + " bytes, expected up to " + MAX_STORE);
    }
    byte[] store = new byte[(int) size];
    int filled = 0;
    for (Range piece : pieces) {
      byte[] bytes = file.bytes(piece.at(), (int) piece.length());
      System.arraycopy(bytes, 0, store, filled, bytes.length);
      filled += bytes.length;
    }
    return store;
  }
}
