package io.colophon.provider.declarative;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.HttpDouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** The suite of every plug-in, for a shipped adapter and a double of its vendor. */
abstract class AdapterContract extends ProviderContract {
  private final String adapter;
  private final HttpDouble vendor = HttpDouble.start();

  AdapterContract(String adapter) {
    this.adapter = adapter;
    answer(vendor);
  }

  /** Teaches the double what the vendor says. */
  abstract void answer(HttpDouble vendor);

  abstract List<OfferedModel> models();

  @AfterEach
  final void stop() {
    vendor.close();
  }

  @Override
  protected final Provider create(ProviderContext context) {
    return open(adapter, vendor, models(), Map.of(), context);
  }

  /** The adapter as it is shipped, but with jobs that are asked after every few milliseconds. */
  static Adapter quick(String name) {
    try (InputStream in = Adapter.class.getResourceAsStream(name + ".yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Adapter.read(
          name,
          text.replaceAll("first: \\d+s", "first: 2ms").replaceAll("most: \\d+s", "most: 9ms"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Provider open(
      String name,
      HttpDouble vendor,
      List<OfferedModel> models,
      Map<String, String> settings,
      ProviderContext context) {
    return DeclarativeProvider.open(
        name,
        quick(name),
        new ShippedConfig(
            Optional.of(vendor.uri("")),
            Optional.of(new Secret("key-1")),
            Optional.of(new Secret("secret-2")),
            settings.isEmpty() ? Optional.empty() : Optional.of(settings),
            Optional.empty(),
            Timeouts.DEFAULTS,
            ConnectionConfig.DEFAULTS,
            Optional.of(models)),
        context);
  }
}
