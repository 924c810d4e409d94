package io.colophon.gateway.detector;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many files an address may still hand in this minute. Of an IPv6 address the first 64 bits
 * count: one customer has all the rest. Addresses are kept for a minute and nowhere else. Bounded,
 * thread-safe.
 */
final class Allowances {
  private static final int MOST_ADDRESSES = 100_000;
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int NETWORK_BYTES = 8;

  /** Oldest minute first. */
  private final Map<String, Minute> minutes = new LinkedHashMap<>();

  private static final class Minute {
    final long startNanos;
    int used;

    Minute(long startNanos) {
      this.startNanos = startNanos;
    }
  }

  /**
   * Takes one.
   *
   * @param perMinute how many an address has
   * @return empty when there was one left, else how long to wait
   */
  synchronized Optional<Duration> take(InetAddress address, int perMinute, long nowNanos) {
    forget(nowNanos);
    String key = key(address);
    Minute minute = minutes.get(key);
    if (minute == null) {
      if (minutes.size() >= MOST_ADDRESSES) {
        return Optional.of(Duration.ofMinutes(1));
      }
      minute = new Minute(nowNanos);
      minutes.put(key, minute);
    }
    if (minute.used >= perMinute) {
      return Optional.of(Duration.ofNanos(minute.startNanos + MINUTE_NANOS - nowNanos));
    }
    minute.used++;
    return Optional.empty();
  }

  private void forget(long nowNanos) {
    Iterator<Minute> oldest = minutes.values().iterator();
    while (oldest.hasNext() && nowNanos - oldest.next().startNanos >= MINUTE_NANOS) {
      oldest.remove();
    }
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
