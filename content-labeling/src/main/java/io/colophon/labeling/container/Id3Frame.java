package io.colophon.labeling.container;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A frame of an ID3v2 tag.
 *
 * @param id four characters
 * @param flags sixteen bits, as version {@code version} means them
 * @param body as it stands in the tag, behind the head of the frame
 * @param at where the body begins in the file; negative when the file holds it in another form
 */
record Id3Frame(int version, String id, int flags, byte[] body, long at) {
  private static final int MAX_INFLATED = 1 << 20;

  /** A frame of our own. */
  static Id3Frame of(int version, String id, byte[] body) {
    return new Id3Frame(version, id, 0, body, -1);
  }

  /** Bytes of the frame in a tag. */
  long length() {
    return Id3Tag.HEADER + (long) body.length;
  }

  /**
   * What the frame says: without what its flags put before it, unpacked if it is packed. Empty when
   * it is encrypted or cannot be unpacked.
   */
  Optional<byte[]> content() {
    boolean v4 = version == 4;
    boolean packed = (flags & (v4 ? 0x08 : 0x80)) != 0;
    boolean encrypted = (flags & (v4 ? 0x04 : 0x40)) != 0;
    if (encrypted) {
      return Optional.empty();
    }
    int head = headLength();
    if (head > body.length) {
      return Optional.empty();
    }
    byte[] rest = head == 0 ? body : Arrays.copyOfRange(body, head, body.length);
    if (v4 && (flags & 0x02) != 0) {
      rest = resynchronised(rest);
    }
    return packed ? inflated(rest) : Optional.of(rest);
  }

  /** Where the content begins in the file; negative when the file holds it in another form. */
  long contentAt() {
    boolean changed = (flags & (version == 4 ? 0x0E : 0xC0)) != 0;
    return at < 0 || changed ? -1 : at + headLength();
  }

  /** Group byte and lengths that the flags announce. */
  private int headLength() {
    return version == 4
        ? ((flags & 0x40) != 0 ? 1 : 0) + ((flags & 0x01) != 0 ? 4 : 0)
        : ((flags & 0x80) != 0 ? 4 : 0) + ((flags & 0x20) != 0 ? 1 : 0);
  }

  private static Optional<byte[]> inflated(byte[] packed) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[4096];
      while (!inflater.finished() && out.size() < MAX_INFLATED) {
        int n = inflater.inflate(chunk);
        if (n == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          return Optional.empty();
        }
        out.write(chunk, 0, n);
      }
      return inflater.finished() ? Optional.of(out.toByteArray()) : Optional.empty();
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  /** Without the zeros that keep a decoder from seeing a start of sound in a tag. */
  static byte[] resynchronised(byte[] bytes) {
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      out[length++] = bytes[i];
      if (bytes[i] == (byte) 0xFF && i + 1 < bytes.length && bytes[i + 1] == 0) {
        i++;
      }
    }
    return length == bytes.length ? bytes : Arrays.copyOf(out, length);
  }
}
