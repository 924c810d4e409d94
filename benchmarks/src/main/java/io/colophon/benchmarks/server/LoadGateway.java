package io.colophon.benchmarks.server;

import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.server.DataDirectory;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.gateway.storage.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The gateway under load, with a provider that answers from memory. */
public final class LoadGateway {
  private LoadGateway() {}

  /**
   * @param args the data directory, which should be on a real disk; and {@code lean} if next to
   *     nothing is to be configured
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    LoadConfig.Extent extent =
        args.length > 1
            ? LoadConfig.Extent.valueOf(args[1].toUpperCase(Locale.ROOT))
            : LoadConfig.Extent.FULL;
    String key = makeKey(data);
    GatewayOptions options =
        new GatewayOptions(
            Optional.of(LoadConfig.write(data, extent)),
            Optional.of(data),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Map.of());
    try (Gateway gateway = Gateway.start(options, LoadConfig.providers())) {
      Control.serve(System.in, System.out, gateway.addresses().grpc(), key);
    }
  }

  /** Makes the key under which the load comes. */
  public static String makeKey(Path data) throws IOException {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(new DataDirectory(data).database())) {
      return new ApiKeys(database, Clock.systemUTC(), new SecureRandom())
          .create("bench", Optional.empty(), "load")
          .orElseThrow(() -> new IOException(data + " was used before"))
          .secret();
    }
  }
}
