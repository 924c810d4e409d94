package io.colophon.gateway.config.unit;

import io.netty.util.NetUtil;
import java.util.Arrays;

/**
 * A range of IP addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. An address without a
 * length stands for itself alone.
 */
public final class Network {
  private final byte[] first;
  private final int bits;

  private Network(byte[] first, int bits) {
    this.first = first;
    this.bits = bits;
  }

  /**
   * Reads {@code address/bits} or {@code address}.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    if (address == null || text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
      throw new IllegalArgumentException("expected a network such as 10.0.0.0/8 or fd00::/8");
    }
    int bits = slash < 0 ? address.length * 8 : length(text.substring(slash + 1), address.length);
    byte[] masked = address.clone();
    for (int bit = bits; bit < address.length * 8; bit++) {
      masked[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
    }
    if (!Arrays.equals(masked, address)) {
      throw new IllegalArgumentException(
          "expected no bits beyond the length, as in 10.0.0.0/8 rather than 10.1.2.3/8");
    }
    return new Network(address, bits);
  }

  private static int length(String text, int bytes) {
    int bits = text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
    if (bits < 0 || bits > bytes * 8) {
      throw new IllegalArgumentException("expected a length of 0 to " + bytes * 8 + " bits");
    }
    return bits;
  }

  /** Whether the address, 4 or 16 bytes, is in the range. */
  public boolean contains(byte[] address) {
    if (address.length != first.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != first[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || (address[whole] & 0xFF) >>> 8 - rest == (first[whole] & 0xFF) >>> 8 - rest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && bits == network.bits
        && Arrays.equals(first, network.first);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + bits;
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return NetUtil.bytesToIpAddress(first) + "/" + bits;
  }
}
