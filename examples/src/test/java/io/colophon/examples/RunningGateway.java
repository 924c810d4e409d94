package io.colophon.examples;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.provider.testkit.InMemoryFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A gateway whose models answer from memory; the model {@code slow} stops after two pieces. */
record RunningGateway(Gateway gateway) implements AutoCloseable {
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      server: { drain-timeout: 2s }
      providers:
        memory: { type: in-memory }
        stalling: { type: in-memory, stall-after: 2 }
      routes:
        - match: { model: slow, modality: text }
          targets: [ { provider: stalling, model: memory-text } ]
        - match: { model: chat, modality: text }
          targets: [ { provider: memory, model: memory-text } ]
        - match: { model: image, modality: image }
          targets: [ { provider: memory, model: memory-image } ]
        - match: { model: video, modality: video }
          targets: [ { provider: memory, model: memory-video } ]
      labeling:
        - { jurisdictions: [cn, eu], producer: colophon-examples }
      """;

  static RunningGateway start(Path directory) throws IOException {
    Path config = Files.writeString(directory.resolve("colophon.yaml"), CONFIG);
    return new RunningGateway(
        Gateway.start(
            GatewayOptions.embedded(directory.resolve("data")).withConfig(config),
            ProviderRegistry.of(List.of(new InMemoryFactory()))));
  }

  String target() {
    return "127.0.0.1:" + gateway.addresses().grpc();
  }

  Connection connect() {
    return Connection.open(target(), Optional.empty());
  }

  @Override
  public void close() {
    gateway.close();
  }
}
