package io.colophon.gateway.fetch;

import io.colophon.gateway.config.unit.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses may be reached on behalf of a caller: those of the public internet, and networks
 * that the operator allows by name. Ranges are those of IANA's special-purpose address registries
 * (RFC 6890 and its updates) that are not globally reachable, multicast, and the addresses at which
 * clouds keep their metadata services. Of IPv6 only 2000::/3 is public; forms that carry an IPv4
 * address inside are judged by that address (IPv4-mapped, NAT64) or refused (IPv4-compatible, 6to4,
 * Teredo). Immutable.
 */
public final class AddressRules {
  private static final List<Network> NOT_PUBLIC =
      List.of(
          Network.parse("0.0.0.0/8"), // this network
          Network.parse("10.0.0.0/8"), // private
          Network.parse("100.64.0.0/10"), // behind a carrier's NAT; 100.100.100.200 is metadata
          Network.parse("127.0.0.0/8"), // loopback
          Network.parse("168.63.129.16/32"), // platform services of a cloud, in a public range
          Network.parse("169.254.0.0/16"), // link-local; 169.254.169.254 is metadata
          Network.parse("172.16.0.0/12"), // private
          Network.parse("192.0.0.0/24"), // protocol assignments; 192.0.0.192 is metadata
          Network.parse("192.0.2.0/24"), // documentation
          Network.parse("192.88.99.0/24"), // 6to4 relays
          Network.parse("192.168.0.0/16"), // private
          Network.parse("198.18.0.0/15"), // benchmarks
          Network.parse("198.51.100.0/24"), // documentation
          Network.parse("203.0.113.0/24"), // documentation
          Network.parse("224.0.0.0/4"), // multicast
          Network.parse("240.0.0.0/4"), // reserved and broadcast
          Network.parse("2001::/23"), // protocol assignments, Teredo and ORCHID among them
          Network.parse("2001:db8::/32"), // documentation
          Network.parse("2002::/16"), // 6to4
          Network.parse("3fff::/20")); // documentation

  private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");
  private static final Network NAT64 = Network.parse("64:ff9b::/96");
  private static final Network MAPPED = Network.parse("::ffff:0:0/96");

  private final List<Network> allowed;

  /**
   * @param allowed networks that may be reached though they are not public
   */
  public AddressRules(List<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** What speaks against reaching an address; empty when it may be reached. */
  public Optional<String> objection(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (Network network : allowed) {
      if (network.contains(bytes)) {
        return Optional.empty();
      }
    }
    byte[] judged = address instanceof Inet6Address ? unwrapped(bytes) : bytes;
    if (judged.length == 16 && !GLOBAL_UNICAST.contains(judged)) {
      return Optional.of("is not of the public internet");
    }
    for (Network network : NOT_PUBLIC) {
      if (network.contains(judged)) {
        return Optional.of("is in " + network + ", which is not of the public internet");
      }
    }
    return Optional.empty();
  }

  /** The IPv4 address that a translator would reach, or the bytes as they are. */
  private static byte[] unwrapped(byte[] bytes) {
    if (NAT64.contains(bytes) || MAPPED.contains(bytes)) {
      return new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]};
    }
    return bytes;
  }
}
