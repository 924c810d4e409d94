package io.colophon.labeling.credentials.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CBOR (RFC 8949) that nobody vouches for. Nothing is set aside for a length before the bytes
 * are known to be there; depth and number of items have limits.
 */
final class CborReader {
  private static final int MAX_DEPTH = 40;
  private static final int MAX_ITEMS = 200_000;

  private static final int MAJOR_TAG = 6;
  private static final int MAJOR_SIMPLE = 7;
  private static final int INDEFINITE = 31;
  private static final int BREAK = 0xFF;

  private final byte[] in;
  private final int end;
  private int at;
  private int items;

  private CborReader(byte[] in, int from, int end) {
    this.in = in;
    this.at = from;
    this.end = end;
  }

  /** The one item that these bytes are. */
  static Cbor read(byte[] bytes) throws CborException {
    return read(bytes, 0, bytes.length);
  }

  /** The one item that fills this range. */
  static Cbor read(byte[] bytes, int from, int end) throws CborException {
    CborReader reader = new CborReader(bytes, from, end);
    Cbor item = reader.item(0);
    if (reader.at != end) {
      throw new CborException((end - reader.at) + " bytes after the item, expected none");
    }
    return item;
  }

  private Cbor item(int depth) throws CborException {
    if (depth > MAX_DEPTH || ++items > MAX_ITEMS) {
      throw new CborException(
          "deeper than " + MAX_DEPTH + " or more than " + MAX_ITEMS + " items, at " + at);
    }
    int first = u8();
    int major = first >> 5;
    int info = first & 0x1F;
    switch (major) {
      case 0:
        return new Cbor.Whole(argument(info));
      case 1:
        return new Cbor.Whole(-1 - argument(info));
      case 2:
        return new Cbor.Bytes(string(major, info));
      case 3:
        return new Cbor.Text(utf8(string(major, info)));
      case 4:
        return list(info, depth);
      case 5:
        return map(info, depth);
      case MAJOR_TAG:
        return new Cbor.Tagged(argument(info), item(depth + 1));
      default:
        return simple(info);
    }
  }

  private Cbor list(int info, int depth) throws CborException {
    List<Cbor> values = new ArrayList<>();
    long count = info == INDEFINITE ? Long.MAX_VALUE : count(info, 1);
    for (long i = 0; i < count && !(info == INDEFINITE && isBreak()); i++) {
      values.add(item(depth + 1));
    }
    return new Cbor.Items(values);
  }

  private Cbor map(int info, int depth) throws CborException {
    Map<Object, Cbor> entries = new HashMap<>();
    long count = info == INDEFINITE ? Long.MAX_VALUE : count(info, 2);
    for (long i = 0; i < count && !(info == INDEFINITE && isBreak()); i++) {
      Object key = key(item(depth + 1));
      if (entries.put(key, item(depth + 1)) != null) {
        throw new CborException("key " + key + " twice, at " + at);
      }
    }
    return new Cbor.Entries(new CborMap(entries));
  }

  private Object key(Cbor key) throws CborException {
    if (key instanceof Cbor.Text text) {
      return text.value();
    }
    if (key instanceof Cbor.Whole whole) {
      return whole.value();
    }
    throw new CborException("a key that is neither text nor a whole number, at " + at);
  }

  private byte[] string(int major, int info) throws CborException {
    if (info != INDEFINITE) {
      return take((int) count(info, 1));
    }
    // Pieces add up to fewer bytes than they take in the input.
    java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
    while (!isBreak()) {
      int first = u8();
      if (first >> 5 != major || (first & 0x1F) == INDEFINITE) {
        throw new CborException("a piece of another kind in a string, at " + at);
      }
      whole.writeBytes(take((int) count(first & 0x1F, 1)));
    }
    return whole.toByteArray();
  }

  private Cbor simple(int info) throws CborException {
    switch (info) {
      case 24:
        return new Cbor.Simple(u8());
      case 25:
        return new Cbor.Real(half((int) unsigned(2)));
      case 26:
        return new Cbor.Real(Float.intBitsToFloat((int) unsigned(4)));
      case 27:
        return new Cbor.Real(Double.longBitsToDouble(bits64()));
      default:
        if (info > 24) {
          throw new CborException("nothing of the kind " + MAJOR_SIMPLE + "/" + info + " at " + at);
        }
        return new Cbor.Simple(info);
    }
  }

  /** A number of things of which each takes at least so many bytes of those that are left. */
  private long count(int info, int bytesEach) throws CborException {
    long count = argument(info);
    if (count > (end - at) / bytesEach) {
      throw new CborException("length " + count + " at " + at + ", " + (end - at) + " bytes left");
    }
    return count;
  }

  private long argument(int info) throws CborException {
    if (info < 24) {
      return info;
    }
    switch (info) {
      case 24:
        return u8();
      case 25:
        return unsigned(2);
      case 26:
        return unsigned(4);
      case 27:
        long value = bits64();
        if (value < 0) {
          throw new CborException("a number of 64 bits at " + at + ", expected up to 63");
        }
        return value;
      default:
        throw new CborException("additional information " + info + " at " + at);
    }
  }

  private boolean isBreak() throws CborException {
    if (at < end && (in[at] & 0xFF) == BREAK) {
      at++;
      return true;
    }
    if (at >= end) {
      throw new CborException("no end of an item of unknown length");
    }
    return false;
  }

  private int u8() throws CborException {
    return (int) unsigned(1);
  }

  private long unsigned(int bytes) throws CborException {
    need(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << Byte.SIZE) | (in[at++] & 0xFF);
    }
    return value;
  }

  private long bits64() throws CborException {
    return unsigned(8);
  }

  private byte[] take(int length) throws CborException {
    need(length);
    at += length;
    return Arrays.copyOfRange(in, at - length, at);
  }

  private void need(int bytes) throws CborException {
    if (bytes > end - at) {
      throw new CborException("ends at " + end + ", " + bytes + " more bytes expected at " + at);
    }
  }

  private static String utf8(byte[] bytes) throws CborException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CborException("text of " + bytes.length + " bytes is not UTF-8");
    }
  }

  /** A number of 16 bits (RFC 8949, appendix D). */
  private static double half(int bits) {
    int exponent = (bits >> 10) & 0x1F;
    int mantissa = bits & 0x3FF;
    double value;
    if (exponent == 0) {
      value = Math.scalb((double) mantissa, -24);
    } else if (exponent == 31) {
      value = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      value = Math.scalb((double) (mantissa + 1024), exponent - 25);
    }
    return (bits & 0x8000) == 0 ? value : -value;
  }
}
