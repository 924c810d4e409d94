package io.colophon.labeling.credentials;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes the few DER values (ITU-T X.690) that certificates and requests are made of. Our own,
 * since a first start has 150 ms for its test certificates and loading a whole library for them
 * takes twice as long.
 */
final class Der {
  static final byte[] TRUE = {1, 1, (byte) 0xFF};
  static final byte[] NULL = {5, 0};

  private static final int INTEGER = 2;
  private static final int BITS = 3;
  private static final int OCTETS = 4;
  private static final int OID = 6;
  private static final int UTF8 = 12;
  private static final int PRINTABLE = 19;
  private static final int UTC_TIME = 23;
  private static final int GENERALIZED_TIME = 24;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT = 0x80;
  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_LENGTH = 0x80;
  private static final int SEVEN_BITS = 0x7F;

  /** From this year on a date has four digits for the year (RFC 5280, 4.1.2.5). */
  private static final int FOUR_DIGITS_FROM = 2050;

  private static final DateTimeFormatter SHORT_YEAR = format("yyMMddHHmmss'Z'");
  private static final DateTimeFormatter LONG_YEAR = format("yyyyMMddHHmmss'Z'");

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return value(SET, parts);
  }

  static byte[] integer(BigInteger number) {
    return value(INTEGER, number.toByteArray());
  }

  static byte[] bits(byte[] bytes) {
    return value(BITS, new byte[1], bytes);
  }

  /**
   * A bit string of up to eight named bits, given as the byte and how many of its bits are unused.
   */
  static byte[] namedBits(int bits, int unused) {
    return value(BITS, new byte[] {(byte) unused, (byte) bits});
  }

  static byte[] octets(byte[]... parts) {
    return value(OCTETS, parts);
  }

  static byte[] utf8(String text) {
    return value(UTF8, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] printable(String text) {
    return value(PRINTABLE, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A constructed value of a context tag: {@code [n] EXPLICIT}, or a structure under it. */
  static byte[] tagged(int tag, byte[]... parts) {
    return value(CONTEXT | CONSTRUCTED | tag, parts);
  }

  /** A plain value under a context tag: {@code [n] IMPLICIT}. */
  static byte[] implicit(int tag, byte[] content) {
    return value(CONTEXT | tag, content);
  }

  static byte[] time(Instant time) {
    boolean utc = time.atOffset(ZoneOffset.UTC).getYear() < FOUR_DIGITS_FROM;
    String text = (utc ? SHORT_YEAR : LONG_YEAR).format(time);
    return value(utc ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] oid(String dotted) {
    String[] numbers = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    base128(out, Long.parseLong(numbers[0]) * 40 + Long.parseLong(numbers[1]));
    for (int i = 2; i < numbers.length; i++) {
      base128(out, Long.parseLong(numbers[i]));
    }
    return value(OID, out.toByteArray());
  }

  private static void base128(ByteArrayOutputStream out, long number) {
    int groups = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      int group = (int) (number >>> (7 * i)) & SEVEN_BITS;
      out.write(i == 0 ? group : group | LONG_LENGTH);
    }
  }

  private static byte[] value(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
    out.write(tag);
    if (length < LONG_LENGTH) {
      out.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int from = bytes[0] == 0 ? 1 : 0;
      out.write(LONG_LENGTH | (bytes.length - from));
      out.write(bytes, from, bytes.length - from);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
