package io.colophon.labeling.credentials.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Writes JUMBF boxes for tests, as ISO/IEC 19566-5 has them. */
final class Boxes {
  private static final byte[] TAIL = HexFormat.of().parseHex("00110010800000AA00389B71");

  private Boxes() {}

  static byte[] box(String type, byte[]... contents) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = 8;
    for (byte[] content : contents) {
      length += content.length;
    }
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] content : contents) {
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  /** A superbox of a type whose id begins with four letters. */
  static byte[] superbox(String type, String label, byte[]... children) {
    ByteArrayOutputStream id = new ByteArrayOutputStream();
    id.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    id.writeBytes(TAIL);
    byte[] toggles = {3};
    byte[] name = (label + "\0").getBytes(StandardCharsets.UTF_8);
    byte[][] all = new byte[children.length + 1][];
    all[0] = box("jumd", id.toByteArray(), toggles, name);
    System.arraycopy(children, 0, all, 1, children.length);
    return box("jumb", all);
  }

  static byte[] superbox(String type, String label, List<byte[]> children) {
    return superbox(type, label, children.toArray(byte[][]::new));
  }

  /** What hashed URIs hash: a box without the eight bytes of its header. */
  static byte[] hashed(byte[] box) {
    return Arrays.copyOfRange(box, 8, box.length);
  }
}
