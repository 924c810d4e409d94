package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The {@code uuid} box of a C2PA manifest store (C2PA 2.2, A.5.1). */
final class Mp4Store {
  /** Box header, type, version and flags, purpose, offset of the first box with hashes. */
  static final int HEADER = 8 + 16 + 4 + 9 + 8;

  private static final byte[] PURPOSE = "manifest\0".getBytes(StandardCharsets.US_ASCII);
  private static final int PIECE = 1 << 16;

  private Mp4Store() {}

  /** Writes the box with room for a store. */
  static StorePlace write(int storeBytes, LabelOutput output) throws IOException {
    long at = output.position();
    ByteBuffer head = ByteBuffer.allocate(HEADER).putInt(HEADER + storeBytes);
    head.put("uuid".getBytes(StandardCharsets.US_ASCII)).put(Mp4Box.C2PA_UUID);
    output.writeUnbound(head.putInt(0).put(PURPOSE).putLong(0).array());
    byte[] zeros = new byte[Math.min(PIECE, storeBytes)];
    for (int left = storeBytes; left > 0; left -= Math.min(left, PIECE)) {
      output.writeUnbound(left < zeros.length ? Arrays.copyOf(zeros, left) : zeros);
    }
    return StorePlace.of(
        new Range(at + HEADER, storeBytes), new Range(at, HEADER + (long) storeBytes));
  }

  static boolean is(Source file, Mp4Box box) throws IOException {
    return box.type().equals("uuid") && file.has(box.data(), Mp4Box.C2PA_UUID);
  }

  /** Where the store stands in a box; empty for boxes of other purposes, such as hash trees. */
  static Optional<StorePlace> in(Source file, Mp4Box box) throws IOException {
    long purpose = box.data() + Mp4Box.C2PA_UUID.length + 4;
    long store = purpose + PURPOSE.length + 8;
    if (store > box.end() || !file.has(purpose, PURPOSE)) {
      return Optional.empty();
    }
    return Optional.of(
        StorePlace.of(
            new Range(store, box.end() - store), new Range(box.at(), box.end() - box.at())));
  }
}
