package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.StorePlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Finds manifest stores in files small enough for memory, on other ways than the formats do: a
 * second opinion for tests.
 */
final class StoreLocator {
  private static final byte[] UUID = HexFormat.of().parseHex("d8fec3d61b0e483c92975828877ec481");

  private final byte[] file;
  private final ByteBuffer data;

  private StoreLocator(byte[] file) {
    this.file = file;
    this.data = ByteBuffer.wrap(file);
  }

  /** The store of a PNG, JPEG, GIF, RIFF, MP3 or ISO file; empty when it has none. */
  static Optional<StorePlace> find(Path path) throws IOException {
    byte[] file = Files.readAllBytes(path);
    StoreLocator locator = new StoreLocator(file);
    String head = locator.text(0, 12);
    if (head.startsWith("\u0089PNG")) {
      return locator.png();
    }
    if (head.startsWith("\u00ff\u00d8")) {
      return locator.jpeg();
    }
    if (head.startsWith("RIFF")) {
      return locator.riff();
    }
    if (head.startsWith("ID3")) {
      return locator.id3();
    }
    return locator.boxes();
  }

  private Optional<StorePlace> png() {
    for (int at = 8; at + 12 <= file.length; at += data.getInt(at) + 12) {
      int length = data.getInt(at);
      if (text(at + 4, 4).equals("caBX")) {
        return Optional.of(StorePlace.of(new Range(at + 8, length), new Range(at, length + 12)));
      }
    }
    return Optional.empty();
  }

  private Optional<StorePlace> jpeg() {
    List<Range> pieces = new ArrayList<>();
    int first = -1;
    int end = -1;
    int at = 2;
    while (at + 4 <= file.length && file[at] == (byte) 0xFF && file[at + 1] != (byte) 0xDA) {
      int length = data.getShort(at + 2) & 0xFFFF;
      if (file[at + 1] == (byte) 0xEB && text(at + 4, 2).equals("JP")) {
        // Marker, length, JP, instance, number; the box's header is said again in every segment.
        int skip = pieces.isEmpty() ? 12 : 20;
        pieces.add(new Range(at + skip, length + 2 - skip));
        first = first < 0 ? at : first;
        end = at + 2 + length;
      }
      at += 2 + length;
    }
    return pieces.isEmpty()
        ? Optional.empty()
        : Optional.of(new StorePlace(pieces, List.of(new Range(first, end - first))));
  }

  private Optional<StorePlace> riff() {
    ByteBuffer little = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 12; at + 8 <= file.length; ) {
      int length = little.getInt(at + 4);
      if (text(at, 4).equals("C2PA")) {
        return Optional.of(
            StorePlace.of(new Range(at + 8, length), new Range(at, length + 8 + (length & 1))));
      }
      at += 8 + length + (length & 1);
    }
    return Optional.empty();
  }

  private Optional<StorePlace> id3() {
    int start = new String(file, StandardCharsets.ISO_8859_1).indexOf("jumb\0\0\0");
    if (start < 4) {
      return Optional.empty();
    }
    Range range = new Range(start - 4, data.getInt(start - 4));
    return Optional.of(StorePlace.of(range, range));
  }

  private Optional<StorePlace> boxes() {
    for (int at = 0; at + 8 <= file.length; ) {
      long size = data.getInt(at) & 0xFFFFFFFFL;
      size = size == 1 ? data.getLong(at + 8) : size == 0 ? file.length - at : size;
      boolean ours =
          text(at + 4, 4).equals("uuid")
              && ByteBuffer.wrap(UUID).equals(ByteBuffer.wrap(file, at + 8, UUID.length))
              && text(at + 28, 8).equals("manifest");
      if (ours) {
        int store = at + 28 + 9 + 8;
        return Optional.of(StorePlace.of(new Range(store, at + size - store), new Range(at, size)));
      }
      at = Math.toIntExact(at + size);
    }
    return Optional.empty();
  }

  private String text(int at, int length) {
    int most = Math.max(0, Math.min(length, file.length - at));
    return new String(file, at, most, StandardCharsets.ISO_8859_1);
  }
}
