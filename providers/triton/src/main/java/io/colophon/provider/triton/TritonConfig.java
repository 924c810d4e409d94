package io.colophon.provider.triton;

import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * A server of the open inference protocol.
 *
 * @param address {@code host:port} of its gRPC endpoint; Triton's own is 8001
 * @param tls absent speaks plain text
 * @param token sent as {@code authorization: Bearer TOKEN}, for servers behind a proxy that asks
 * @param models what it has, by the names that it uses; at least one
 * @param timeout how long to wait for what
 * @param maxInFlight generations at the same time, at least 1; more are refused as OVERLOADED
 * @param maxMessageBytes largest response, 1 KiB to 1 GiB; a picture comes in one
 */
public record TritonConfig(
    String address,
    Optional<TritonTls> tls,
    Optional<Secret> token,
    Map<String, TritonModel> models,
    TritonTimeout timeout,
    @Default("64") int maxInFlight,
    @Default("67108864") int maxMessageBytes) {

  /** A server with these models, everything else as when it is left out of the file. */
  public static TritonConfig at(String address, Map<String, TritonModel> models) {
    return new TritonConfig(
        address, Optional.empty(), Optional.empty(), models, TritonTimeout.DEFAULTS, 64, 64 << 20);
  }

  public TritonConfig {
    models = Map.copyOf(models);
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models is empty, expected at least one");
    }
    within("max-in-flight", maxInFlight, 1, 100_000);
    within("max-message-bytes", maxMessageBytes, 1 << 10, 1 << 30);
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " is " + value + ", expected " + least + " to " + most);
    }
  }
}
