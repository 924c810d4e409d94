package io.colophon.provider.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Tells addresses of the public internet from those that are not globally reachable (IANA special
 * purpose registries, RFC 6890), among them loopback, private networks and the link-local addresses
 * at which clouds give out credentials.
 */
final class PublicAddress {
  private PublicAddress() {}

  static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? fourth(bytes)
        : address instanceof Inet6Address && sixth(bytes);
  }

  private static boolean fourth(byte[] bytes) {
    int a = bytes[0] & 0xff;
    int b = bytes[1] & 0xff;
    int c = bytes[2] & 0xff;
    return !(a == 0
        || a == 127
        || a >= 240
        || a == 100 && b >= 64 && b < 128
        || a == 192 && b == 0 && (c == 0 || c == 2)
        || a == 192 && b == 88 && c == 99
        || a == 198 && (b == 18 || b == 19)
        || a == 198 && b == 51 && c == 100
        || a == 203 && b == 0 && c == 113);
  }

  private static boolean sixth(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    if ((first & 0xfe00) == 0xfc00 || first == 0x2001 && second == 0x0db8 || first == 0x0100) {
      return false;
    }
    if (first == 0x2002) { // 6to4 carries an IPv4 address
      return embedded(bytes, 2);
    }
    boolean translated = first == 0x0064 && second == 0xff9b;
    boolean zeros = first == 0;
    return !translated && !zeros || embedded(bytes, 12);
  }

  private static boolean embedded(byte[] bytes, int at) {
    try {
      return is(InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
    } catch (UnknownHostException fourBytesAreAnAddress) {
      throw new IllegalStateException(fourBytesAreAnAddress);
    }
  }
}
