package io.colophon.metering.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes the parts of one entry after another and gives the whole as a buffer of its own. One per
 * thread, used again for every entry; not thread-safe.
 *
 * <p>Numbers are base-128 varints, low bits first; signed ones are zigzag coded. Doubles and times
 * are 8 bytes, big-endian. {@link EntryText} says how texts look.
 */
final class EntrySink {
  private static final int FIRST_BYTES = 2_048;

  /** Beyond this the buffer of one unusual entry is not kept. */
  private static final int KEPT_BYTES = 64 << 10;

  private static final int SLOTS = 64;

  /** Of a section, always in full: texts within it are referred to by their place. */
  private static final int LENGTH_BYTES = 3;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  /** Texts of this entry and where they stand, by hash; a stamp says of which entry a slot is. */
  private final String[] texts = new String[SLOTS];

  private final int[] places = new int[SLOTS];
  private final int[] stamps = new int[SLOTS];
  private int stamp;

  void start() {
    size = 0;
    stamp++;
  }

  ByteBuffer finish() {
    ByteBuffer whole = ByteBuffer.wrap(Arrays.copyOf(bytes, size));
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
    return whole;
  }

  void put(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  void fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  void decimal(double value) {
    fixed(Double.doubleToRawLongBits(value));
  }

  /** Characters 0 to 127 only. */
  void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  void bytes(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
  }

  /** Begins a section, which readers that do not know it step over; to be ended with its start. */
  int begin() {
    room(LENGTH_BYTES);
    size += LENGTH_BYTES;
    return size;
  }

  /**
   * Ends a section: its length goes before it.
   *
   * @throws IllegalArgumentException if it is larger than any record may be
   */
  void end(int start) {
    int length = size - start;
    if (length >= 1 << 7 * LENGTH_BYTES) {
      throw new IllegalArgumentException("a part of an entry takes " + length + " bytes");
    }
    bytes[start - 3] = (byte) (length | 0x80);
    bytes[start - 2] = (byte) (length >>> 7 | 0x80);
    bytes[start - 1] = (byte) (length >>> 14);
  }

  /** Any text; what this entry holds already is referred to. */
  void text(String text) {
    byte[] known = EntryText.known(text);
    if (known != null) {
      bytes(known);
      return;
    }
    int slot = text.hashCode() & (SLOTS - 1);
    if (stamps[slot] == stamp && texts[slot].equals(text)) {
      number(EntryText.head(EntryText.SAME, places[slot]));
      return;
    }
    texts[slot] = text;
    places[slot] = size;
    stamps[slot] = stamp;
    room(EntryText.mostBytes(text));
    size = EntryText.put(text, bytes, size);
  }

  /** A name of two parts with a slash between, both of which are in this entry as well, or not. */
  void path(String text, String first, String second) {
    if (text.length() == first.length() + 1 + second.length()
        && text.charAt(first.length()) == '/'
        && text.startsWith(first)
        && text.endsWith(second)) {
      number(EntryText.head(EntryText.JOINED, 0));
      text(first);
      text(second);
    } else {
      text(text);
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
