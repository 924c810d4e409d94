package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The packets that a stream in Ogg begins with: one that names the coding, on a page of its own,
 * one of comments, and for some codings more. Sound begins on a new page.
 */
final class OggHead {
  /** All packets before the sound, bytes. */
  static final int MAX_HEAD = 16 << 20;

  /** So many streams may be within their heads at once. */
  static final int MAX_OPEN = 8;

  private final Coding coding;
  private final List<byte[]> packets = new ArrayList<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private int bytes;
  private int needed;

  /** Codings whose comments are known. */
  enum Coding {
    VORBIS("\1vorbis", 3, 7),
    OPUS("OpusHead", 2, 8),
    /** RFC 9639, section 10.1: a block of metadata in a packet. */
    FLAC("\177FLAC", 2, 4),
    SPEEX("Speex   ", 2, 0),
    THEORA("\200theora", 3, 7),
    OTHER("", 1, 0);

    private final byte[] magic;
    private final int packets;
    private final int commentAt;

    Coding(String magic, int packets, int commentAt) {
      this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
      this.packets = packets;
      this.commentAt = commentAt;
    }

    boolean isSound() {
      return this != THEORA && this != OTHER;
    }
  }

  private OggHead(Coding coding, byte[] first) {
    this.coding = coding;
    this.needed = coding.packets;
    if (coding == Coding.SPEEX && first.length >= 72) {
      int extra = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getInt(68);
      this.needed += Math.max(0, Math.min(16, extra));
    }
    packets.add(first);
  }

  /** The head of the stream that this page begins. */
  static OggHead of(Source file, OggPage page) throws IOException {
    int length = 0;
    int segments = 0;
    for (byte lace : page.lacing()) {
      length += lace & 0xFF;
      segments++;
      if (lace != -1) {
        break;
      }
    }
    byte[] first = file.bytes(page.bodyAt(), length);
    for (Coding coding : Coding.values()) {
      byte[] magic = coding.magic;
      if (first.length >= magic.length
          && Arrays.equals(first, 0, magic.length, magic, 0, magic.length)) {
        if (coding != Coding.OTHER && segments != page.lacing().length) {
          throw new MalformedMediaException("ogg.head", "more than one packet on the first page");
        }
        return new OggHead(coding, first);
      }
    }
    throw new AssertionError("every packet begins with nothing");
  }

  Coding coding() {
    return coding;
  }

  boolean isComplete() {
    return packets.size() >= needed;
  }

  /** Takes the next page of the stream. */
  void add(Source file, OggPage page) throws IOException {
    long at = page.bodyAt();
    for (int i = 0; i < page.lacing().length; i++) {
      if (isComplete()) {
        throw new MalformedMediaException("ogg.head", "sound on a page of the head");
      }
      int length = page.lacing()[i] & 0xFF;
      bytes += length;
      if (bytes > MAX_HEAD) {
        throw new MalformedMediaException("ogg.packet", "a head of over " + MAX_HEAD + " bytes");
      }
      open.writeBytes(file.bytes(at, length));
      at += length;
      if (length < OggPage.MAX_SEGMENTS) {
        packet(open.toByteArray());
        open.reset();
      }
    }
  }

  private void packet(byte[] packet) {
    packets.add(packet);
    // A block of metadata in FLAC says itself whether it is the last.
    if (coding == Coding.FLAC && packet.length > 0 && packet[0] >= 0) {
      needed = packets.size() + 1;
    }
  }

  private byte[] comment() {
    return packets.get(1);
  }

  /** Hands on the labels; only when the head is complete. */
  void read(LabelSink labels) throws MalformedMediaException {
    if (coding != Coding.OTHER) {
      VorbisComment.read(comment(), coding.commentAt, labels);
    }
  }

  /** The comments; only when the head is complete and the coding is known. */
  VorbisComment comments() throws MalformedMediaException {
    return VorbisComment.parse(comment(), coding.commentAt);
  }

  /** The packets after the first, with another block of comments. */
  List<byte[]> packets(byte[] comments) {
    ByteBuffer packet = ByteBuffer.allocate(coding.commentAt + comments.length);
    packet.put(comment(), 0, coding.commentAt).put(comments);
    if (coding == Coding.FLAC) {
      packet.putInt(0, (comment()[0] & 0xFF) << 24 | comments.length & 0xFFFFFF);
    }
    List<byte[]> all = new ArrayList<>(packets.subList(1, packets.size()));
    all.set(0, packet.array());
    return all;
  }
}
