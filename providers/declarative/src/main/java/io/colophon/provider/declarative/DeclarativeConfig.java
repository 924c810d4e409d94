package io.colophon.provider.declarative;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment of an adapter.
 *
 * @param file an adapter file of your own; either this or {@code adapter}
 * @param adapter the name of a shipped one
 * @param baseUrl the vendor's address, where it is not the adapter's
 * @param apiKey the key, or the first part of one that has two
 * @param secretKey the second part of such a key
 * @param settings values for what the adapter lets you set
 * @param vendorLabel whether the vendor is asked to put its own label on outputs; absent: yes
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for
 */
public record DeclarativeConfig(
    Optional<Path> file,
    Optional<String> adapter,
    Optional<URI> baseUrl,
    Optional<Secret> apiKey,
    Optional<Secret> secretKey,
    Optional<Map<String, String>> settings,
    Optional<Boolean> vendorLabel,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<OfferedModel>> models) {

  ShippedConfig rest() {
    return new ShippedConfig(
        baseUrl, apiKey, secretKey, settings, vendorLabel, timeout, connection, models);
  }
}
