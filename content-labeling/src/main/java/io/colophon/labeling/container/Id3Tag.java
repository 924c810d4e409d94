package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One ID3v2 tag. Versions 2.3 and 2.4 are taken as they are, 2.2 in the form of 2.3. Extended heads
 * are skipped.
 *
 * @param version 3 or 4
 * @param length bytes of the tag in its file, head and foot included
 * @param frames in the order of the tag
 * @param lost whether frames of version 2.2 had no successor and were left out
 */
record Id3Tag(int version, long length, List<Id3Frame> frames, boolean lost) {
  static final int HEADER = 10;

  /** Larger tags are not read, bytes. */
  static final int MAX_TAG = 16 << 20;

  private static final byte[] MAGIC = {'I', 'D', '3'};
  private static final int UNSYNCHRONISED = 0x80;
  private static final int EXTENDED = 0x40;
  private static final int FOOTER = 0x10;

  /** Whether a tag begins there. */
  static boolean isAt(Source file, long at) throws IOException {
    return file.has(at, MAGIC) && at <= file.size() - HEADER;
  }

  /** Bytes of the tag that begins there, head and foot included. */
  static long lengthAt(Source file, long at) throws IOException {
    long length = synchsafe(file.u32be(at + 6));
    boolean footer = file.u8(at + 3) == 4 && (file.u8(at + 5) & FOOTER) != 0;
    file.require(at + HEADER, length + (footer ? HEADER : 0));
    return HEADER + length + (footer ? HEADER : 0);
  }

  /**
   * Reads the tag that begins there; empty for a version that is not known or a tag over {@link
   * #MAX_TAG}.
   *
   * @throws MalformedMediaException if a frame does not fit
   */
  static Optional<Id3Tag> read(Source file, long at) throws IOException {
    int version = file.u8(at + 3);
    int flags = file.u8(at + 5);
    long total = lengthAt(file, at);
    long length = synchsafe(file.u32be(at + 6));
    boolean packed = version == 2 && (flags & EXTENDED) != 0;
    if (version < 2 || version > 4 || length > MAX_TAG || packed) {
      return Optional.empty();
    }
    byte[] tag = file.bytes(at + HEADER, (int) length);
    long base = at + HEADER;
    if ((flags & UNSYNCHRONISED) != 0 && version < 4) {
      byte[] plain = Id3Frame.resynchronised(tag);
      base = plain.length == tag.length ? base : -1;
      tag = plain;
    }
    if (version == 2) {
      List<Id3Frame> frames = new ArrayList<>();
      boolean lost = Id3v22.read(tag, frames);
      return Optional.of(new Id3Tag(3, total, frames, lost));
    }
    int from = 0;
    if ((flags & EXTENDED) != 0 && tag.length >= 4) {
      long extended = version == 4 ? synchsafe(u32(tag, 0)) : 4 + u32(tag, 0);
      from = (int) Math.min(extended, tag.length);
    }
    boolean all = version == 4 && (flags & UNSYNCHRONISED) != 0;
    return Optional.of(new Id3Tag(version, total, frames(tag, from, version, base, all), false));
  }

  private static List<Id3Frame> frames(byte[] tag, int from, int version, long base, boolean all)
      throws MalformedMediaException {
    // Some writers give frames of 2.4 plain lengths; that shows where both readings part.
    if (version == 4 && !fits(tag, from, true) && fits(tag, from, false)) {
      return frames(tag, from, version, base, all, false);
    }
    return frames(tag, from, version, base, all, version == 4);
  }

  /** Whether frames that look like frames follow each other to the end or the padding. */
  private static boolean fits(byte[] tag, int from, boolean synchsafe) {
    long at = from;
    while (at + HEADER <= tag.length && tag[(int) at] != 0) {
      for (int i = 0; i < 4; i++) {
        int c = tag[(int) at + i];
        if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ' ')) {
          return false;
        }
      }
      long raw = u32(tag, (int) at + 4);
      if (synchsafe && (raw & 0x80808080L) != 0) {
        return false;
      }
      at += HEADER + (synchsafe ? synchsafe(raw) : raw);
    }
    return at <= tag.length;
  }

  private static List<Id3Frame> frames(
      byte[] tag, int from, int version, long base, boolean all, boolean synchsafe)
      throws MalformedMediaException {
    List<Id3Frame> frames = new ArrayList<>();
    Chunks count = new Chunks();
    int at = from;
    while (at + HEADER <= tag.length && tag[at] != 0) {
      count.next();
      String id = new String(tag, at, 4, StandardCharsets.ISO_8859_1);
      long raw = u32(tag, at + 4);
      long length = synchsafe ? synchsafe(raw) : raw;
      int flags = (tag[at + 8] & 0xFF) << 8 | tag[at + 9] & 0xFF;
      at += HEADER;
      if (length > tag.length - at) {
        throw new MalformedMediaException("id3.frame", "frame " + id + " is longer than its tag");
      }
      byte[] body = java.util.Arrays.copyOfRange(tag, at, at + (int) length);
      frames.add(
          new Id3Frame(version, id, all ? flags | 0x02 : flags, body, base < 0 ? -1 : base + at));
      at += (int) length;
    }
    return frames;
  }

  /** A whole tag with these frames. */
  static byte[] bytes(int version, List<Id3Frame> frames) {
    int length = frames.stream().mapToInt(frame -> (int) frame.length()).sum();
    ByteBuffer tag = ByteBuffer.allocate(HEADER + length).put(head(version, length));
    frames.forEach(frame -> tag.put(head(frame, frame.body().length)).put(frame.body()));
    return tag.array();
  }

  /** The head of a tag with so many bytes of frames. */
  static byte[] head(int version, long frames) {
    return ByteBuffer.allocate(HEADER)
        .put(MAGIC)
        .put((byte) version)
        .putShort((short) 0)
        .putInt((int) spread(frames))
        .array();
  }

  /** The head of a frame. */
  static byte[] head(Id3Frame frame, int bodyLength) {
    long length = frame.version() == 4 ? spread(bodyLength) : bodyLength;
    return ByteBuffer.allocate(HEADER)
        .put(frame.id().getBytes(StandardCharsets.ISO_8859_1))
        .putInt((int) length)
        .putShort((short) frame.flags())
        .array();
  }

  /** Seven bits in every byte. */
  private static long spread(long value) {
    return value & 0x7F
        | (value >> 7 & 0x7F) << 8
        | (value >> 14 & 0x7F) << 16
        | (value >> 21 & 0x7F) << 24;
  }

  private static long synchsafe(long raw) {
    return raw & 0x7F
        | (raw >> 8 & 0x7F) << 7
        | (raw >> 16 & 0x7F) << 14
        | (raw >> 24 & 0x7F) << 21;
  }

  private static long u32(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at) & 0xFFFFFFFFL;
  }
}
