package io.colophon.metering.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes an entry apart that {@link EntrySink} made. Whatever the bytes, nothing worse than an
 * IOException.
 */
final class EntrySource {
  private final byte[] bytes;
  private final int whole;
  private int at;
  private int end;

  /** The bytes of the buffer, which is not moved. */
  EntrySource(ByteBuffer record) {
    bytes = new byte[record.remaining()];
    record.get(record.position(), bytes);
    whole = bytes.length;
    end = whole;
  }

  /** Whether something is left of the section, or of the entry. */
  boolean hasMore() {
    return at < end;
  }

  int place() {
    return at;
  }

  int peek() throws IOException {
    need(1);
    return bytes[at] & 0xFF;
  }

  int take() throws IOException {
    need(1);
    return bytes[at++] & 0xFF;
  }

  long number() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int part = take();
      value |= (long) (part & 0x7F) << shift;
      if (part < 0x80) {
        return value;
      }
    }
    throw bad("a number of more than 10 bytes");
  }

  /** A number of things that take a byte each or more. */
  int count() throws IOException {
    long count = number();
    if (count < 0 || count > end - at) {
      throw bad(count + " things in " + (end - at) + " bytes");
    }
    return (int) count;
  }

  long signed() throws IOException {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  long fixed() throws IOException {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | bytes[at++] & 0xFF;
    }
    return value;
  }

  double decimal() throws IOException {
    return Double.longBitsToDouble(fixed());
  }

  String ascii(int length) throws IOException {
    need(length);
    String text = EntryText.plain(bytes, at, at + length);
    if (text == null) {
      throw bad("a name that is not ASCII");
    }
    at += length;
    return text;
  }

  /** Goes into a section; returns what {@link #leave} needs. */
  int enter() throws IOException {
    int length = count();
    int outer = end;
    end = at + length;
    return outer;
  }

  /** Leaves a section, over what is left of it. */
  void leave(int outer) {
    at = end;
    end = outer;
  }

  /** Steps over a field that is not known. */
  void skip(int field) throws IOException {
    switch (field & 3) {
      case 0 -> number();
      case EntryField.FIXED -> fixed();
      case EntryField.SECTION -> leave(enter());
      default -> text();
    }
  }

  String text() throws IOException {
    return text(0);
  }

  private String text(int depth) throws IOException {
    long head = number();
    int form = (int) head & 7;
    long n = head >>> 3;
    switch (form) {
      case EntryText.WORD:
        if (n >= EntryWords.count()) {
          throw bad("word " + n + " of " + EntryWords.count() + ": written by a later version?");
        }
        return EntryWords.get((int) n);
      case EntryText.SAME:
        return again(n);
      case EntryText.JOINED:
        if (n >= EntryText.JOINTS.length || depth == EntryText.DEEPEST) {
          throw bad("joint " + n + " at depth " + depth);
        }
        return text(depth + 1) + EntryText.JOINTS[(int) n] + text(depth + 1);
      default:
        return written(form, n);
    }
  }

  /** A text that stands at an earlier place, whatever section that was in. */
  private String again(long place) throws IOException {
    int back = at;
    int outer = end;
    if (place >= at) {
      throw bad("a text like that at byte " + place);
    }
    at = (int) place;
    end = back;
    long head = number();
    String text = written((int) head & 7, head >>> 3);
    at = back;
    end = outer;
    return text;
  }

  private String written(int form, long n) throws IOException {
    if (n > end - at) {
      throw bad("a text of " + n + " bytes where " + (end - at) + " are left");
    }
    int to = at + (int) n;
    String text =
        switch (form) {
          case EntryText.PLAIN -> EntryText.plain(bytes, at, to);
          case EntryText.WIDE -> EntryText.wide(bytes, at, to);
          case EntryText.HEX -> hex(to);
          default -> null;
        };
    if (text == null) {
      throw bad("a text of form " + form + " and " + n + " bytes");
    }
    at = to;
    return text;
  }

  private String hex(int to) {
    char[] digits = new char[(to - at) * 2];
    for (int i = at; i < to; i++) {
      digits[(i - at) * 2] = Character.forDigit(bytes[i] >> 4 & 15, 16);
      digits[(i - at) * 2 + 1] = Character.forDigit(bytes[i] & 15, 16);
    }
    return new String(digits);
  }

  private void need(int more) throws IOException {
    if (end - at < more) {
      throw bad("cut short");
    }
  }

  IOException bad(String what) {
    return new IOException(
        "a ledger entry of " + whole + " bytes is not understood at byte " + at + ": " + what);
  }
}
