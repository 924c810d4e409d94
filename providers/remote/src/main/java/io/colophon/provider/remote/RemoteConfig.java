package io.colophon.provider.remote;

import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a plug-in is and how much is asked of it.
 *
 * @param address {@code host:port}, or {@code unix:/path} of a Unix socket
 * @param tls absent speaks plain text; not together with a Unix socket
 * @param token sent as {@code authorization: Bearer TOKEN} with every call
 * @param timeout how long to wait for what
 * @param startupWait how long a start of the gateway waits for the plug-in's models; 0 does not
 *     wait. A plug-in that refuses the connection is not waited for
 * @param healthInterval between two health checks, at least 100 ms; two in a row without an answer
 *     break the connection
 * @param maxInFlight generations at the same time, at least 1; more are refused as OVERLOADED
 * @param maxMessageBytes largest message the plug-in may send, 1 KiB to 1 GiB
 * @param maxOutputBytes most output of one generation, text and media together; at least 1
 */
public record RemoteConfig(
    String address,
    Optional<RemoteTls> tls,
    Optional<Secret> token,
    RemoteTimeout timeout,
    @Default("2s") Duration startupWait,
    @Default("5s") Duration healthInterval,
    @Default("64") int maxInFlight,
    @Default("16777216") int maxMessageBytes,
    @Default("1073741824") long maxOutputBytes) {

  /** A plug-in at {@code address}, everything else as when it is left out of the file. */
  public static RemoteConfig at(String address) {
    return new RemoteConfig(
        address,
        Optional.empty(),
        Optional.empty(),
        RemoteTimeout.DEFAULTS,
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        64,
        16 << 20,
        1L << 30);
  }

  public RemoteConfig {
    if (PluginAddress.parse(address) instanceof PluginAddress.Unix && tls.isPresent()) {
      throw new IllegalArgumentException(
          "tls is set for \"" + address + "\", expected none: a Unix socket stays on the machine");
    }
    if (startupWait.isNegative()) {
      throw new IllegalArgumentException(
          "startup-wait is " + startupWait.toMillis() + " ms, expected 0 or more");
    }
    if (healthInterval.toMillis() < 100) {
      throw new IllegalArgumentException(
          "health-interval is " + healthInterval.toMillis() + " ms, expected at least 100 ms");
    }
    within("max-in-flight", maxInFlight, 1, 100_000);
    within("max-message-bytes", maxMessageBytes, 1 << 10, 1 << 30);
    within("max-output-bytes", maxOutputBytes, 1, Long.MAX_VALUE);
  }

  private static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + ", expected " + least + " to " + most);
    }
  }
}
