package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The comment block of Vorbis I, as FLAC, Ogg Vorbis and Opus carry it.
 *
 * @param vendor the library that coded the sound
 * @param comments {@code NAME=value} in UTF-8, each as it stands there
 * @param tail what follows the comments: a framing bit, padding
 */
record VorbisComment(byte[] vendor, List<byte[]> comments, byte[] tail) {
  /** Where we write. */
  static final String CARRIER = "vorbis-comment";

  private static final int MAX_COMMENTS = 20_000;
  private static final byte[] KEY = "AIGC=".getBytes(StandardCharsets.US_ASCII);

  /** A block without comments. */
  static VorbisComment empty() {
    return new VorbisComment(
        "Colophon".getBytes(StandardCharsets.US_ASCII), List.of(), new byte[0]);
  }

  /** Reads the block from {@code at}; a comment that does not fit breaks it. */
  static VorbisComment parse(byte[] block, int at) throws MalformedMediaException {
    long position = at;
    byte[] vendor = field(block, position);
    position += 4 + vendor.length;
    long count = length(block, position);
    position += 4;
    List<byte[]> comments = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      if (i == MAX_COMMENTS) {
        throw new MalformedMediaException("vorbis.comment", "more than " + MAX_COMMENTS);
      }
      byte[] comment = field(block, position);
      comments.add(comment);
      position += 4 + comment.length;
    }
    return new VorbisComment(
        vendor, comments, Arrays.copyOfRange(block, (int) position, block.length));
  }

  /** Hands on the labels of a block. */
  static void read(byte[] block, int at, LabelSink labels) throws MalformedMediaException {
    for (byte[] comment : parse(block, at).comments()) {
      if (isLabel(comment)) {
        labels.label(
            CARRIER,
            new String(comment, KEY.length, comment.length - KEY.length, StandardCharsets.UTF_8));
      }
    }
  }

  boolean holdsLabel() {
    return comments.stream().anyMatch(VorbisComment::isLabel);
  }

  /** The block without labels. */
  byte[] withoutLabel() {
    return bytes(comments.stream().filter(comment -> !isLabel(comment)).toList());
  }

  /** The block with one label, behind the other comments. */
  byte[] labelled(String json) {
    List<byte[]> all = new ArrayList<>();
    comments.stream().filter(comment -> !isLabel(comment)).forEach(all::add);
    all.add(("AIGC=" + json).getBytes(StandardCharsets.UTF_8));
    return bytes(all);
  }

  /** This block with the comments of another. */
  byte[] with(VorbisComment other) {
    return bytes(other.comments());
  }

  private byte[] bytes(List<byte[]> kept) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    field(vendor, out);
    out.writeBytes(number(kept.size()));
    kept.forEach(comment -> field(comment, out));
    out.writeBytes(tail);
    return out.toByteArray();
  }

  private static void field(byte[] bytes, ByteArrayOutputStream out) {
    out.writeBytes(number(bytes.length));
    out.writeBytes(bytes);
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private static boolean isLabel(byte[] comment) {
    return comment.length >= KEY.length
        && new String(comment, 0, KEY.length, StandardCharsets.ISO_8859_1)
            .equalsIgnoreCase("AIGC=");
  }

  private static byte[] field(byte[] block, long at) throws MalformedMediaException {
    long length = length(block, at);
    if (length > block.length - at - 4) {
      throw new MalformedMediaException(
          "vorbis.comment", "comment of " + length + " bytes in a block of " + block.length);
    }
    return Arrays.copyOfRange(block, (int) at + 4, (int) (at + 4 + length));
  }

  private static long length(byte[] block, long at) throws MalformedMediaException {
    if (at < 0 || at + 4 > block.length) {
      throw new MalformedMediaException("vorbis.comment", "block ends inside a length");
    }
    return ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).getInt((int) at) & 0xFFFFFFFFL;
  }
}
