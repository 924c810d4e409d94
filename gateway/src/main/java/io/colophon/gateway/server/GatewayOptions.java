package io.colophon.gateway.server;

import io.colophon.gateway.config.unit.HostAndPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command line says beside the configuration.
 *
 * @param configFile the configuration; empty for the embedded default
 * @param dataDirectory instead of {@code storage.directory}
 * @param grpcPort instead of the port of {@code server.grpc}; 0 for any free one
 * @param httpPort instead of the port of {@code server.http}
 * @param adminHttpPort instead of the port of {@code server.admin-http}
 * @param adminGrpcPort instead of the port of {@code server.admin-grpc}
 * @param environment for <code>${env:NAME}</code>
 */
public record GatewayOptions(
    Optional<Path> configFile,
    Optional<Path> dataDirectory,
    OptionalInt grpcPort,
    OptionalInt httpPort,
    OptionalInt adminHttpPort,
    OptionalInt adminGrpcPort,
    Map<String, String> environment) {

  public GatewayOptions {
    environment = Map.copyOf(environment);
  }

  /** The embedded default on free ports of the loopback address, with data in a folder. */
  public static GatewayOptions embedded(Path dataDirectory) {
    return new GatewayOptions(
        Optional.empty(),
        Optional.of(dataDirectory),
        OptionalInt.of(0),
        OptionalInt.of(0),
        OptionalInt.of(0),
        OptionalInt.of(0),
        Map.of());
  }

  /** The same with a configuration file. */
  public GatewayOptions withConfig(Path file) {
    return new GatewayOptions(
        Optional.of(file),
        dataDirectory,
        grpcPort,
        httpPort,
        adminHttpPort,
        adminGrpcPort,
        environment);
  }

  static HostAndPort portOr(HostAndPort configured, OptionalInt port) {
    return port.isPresent() ? configured.withPort(port.getAsInt()) : configured;
  }
}
