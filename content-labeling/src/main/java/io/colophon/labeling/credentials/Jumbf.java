package io.colophon.labeling.credentials;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes JUMBF boxes (ISO/IEC 19566-5:2023) as C2PA uses them. */
final class Jumbf {
  /** Bytes in front of a box: length and type. */
  static final int HEADER = 8;

  private static final String SUPERBOX = "jumb";
  private static final String DESCRIPTION = "jumd";

  private Jumbf() {}

  /** A box around the given pieces. */
  static byte[] box(String type, byte[]... pieces) {
    int length = HEADER;
    for (byte[] piece : pieces) {
      length = Math.addExact(length, piece.length);
    }
    ByteBuffer box = ByteBuffer.allocate(length).putInt(length);
    box.put(type.getBytes(StandardCharsets.US_ASCII));
    for (byte[] piece : pieces) {
      box.put(piece);
    }
    return box.array();
  }

  /** A superbox with its description and the given boxes inside. */
  static byte[] superbox(JumbfType type, String label, byte[]... boxes) {
    byte[][] all = new byte[boxes.length + 1][];
    all[0] = description(type, label);
    System.arraycopy(boxes, 0, all, 1, boxes.length);
    return box(SUPERBOX, all);
  }

  /** SHA-256 of everything in a superbox but its header (C2PA 2.2, 8.4.2.3). */
  static byte[] contentHash(byte[] superbox) {
    return Sha256.of(superbox, HEADER, superbox.length - HEADER);
  }

  private static byte[] description(JumbfType type, String label) {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(JumbfType.BYTES + 1 + name.length + 1)
            .put(type.uuid())
            .put((byte) JumbfType.REQUESTABLE_WITH_LABEL)
            .put(name)
            .array(); // the last byte stays zero and ends the label
    return box(DESCRIPTION, payload);
  }
}
