package io.colophon.benchmarks.rest;

import io.colophon.benchmarks.server.Control;
import io.colophon.benchmarks.server.LoadGateway;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.provider.vendors.openai.OpenAiFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The gateway before an upstream of OpenAI's dialect, with everything on that costs time: a key,
 * limits that are held and settled, the label of two regimes, prices, a ledger on disk.
 */
public final class RestGateway {
  private RestGateway() {}

  /**
   * @param args the data directory, which should be on a real disk, and the upstream's port
   */
  public static void main(String[] args) throws IOException {
    Path data = Path.of(args[0]);
    String key = LoadGateway.makeKey(data);
    Path config = Files.writeString(data.resolve("rest.yaml"), yaml(Integer.parseInt(args[1])));
    GatewayOptions options =
        new GatewayOptions(
            Optional.of(config),
            Optional.of(data),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Map.of());
    try (Gateway gateway =
        Gateway.start(options, ProviderRegistry.of(List.of(new OpenAiFactory())))) {
      Control.serve(System.in, System.out, gateway.addresses().http(), key);
    }
  }

  private static String yaml(int upstreamPort) {
    return """
    version: 1
    embedded: false
    server:
      grpc: "127.0.0.1:0"
      http: "127.0.0.1:0"
      admin-http: "127.0.0.1:0"
      admin-grpc: "127.0.0.1:0"
    providers:
      vendor:
        type: openai
        preset: compatible
        base-url: "http://127.0.0.1:%d/v1"
        api-key: "bench"
        connection: { max-connections: 1024 }
        zone: DEU
        pue: 1.2
    models:
      chat-short: { modality: text, parameters: { active: 37e9, total: 671e9 }, hardware: h800 }
    routes:
      - name: chat
        match: { model: "chat-*", modality: text }
        targets: [ { provider: vendor, model: chat-short } ]
      - name: paced
        match: { model: paced, modality: text }
        targets: [ { provider: vendor, model: chat-paced } ]
      - name: burst
        match: { model: burst, modality: text }
        targets: [ { provider: vendor, model: chat-burst } ]
      - name: slow
        match: { model: slow, modality: text }
        targets: [ { provider: vendor, model: chat-slow } ]
      - name: picture
        match: { model: picture, modality: image }
        targets: [ { provider: vendor, model: picture } ]
    limits:
      - { subject: "key:load", dimension: requests, amount: 1G, per: minute }
      - { subject: "key:load", dimension: tokens, amount: 1T, per: minute }
      - { subject: "key:load", dimension: concurrency, amount: 100k }
      - { subject: "tenant:bench", dimension: tokens, amount: 1P, per: day }
    prices:
      - { model: chat-short, rates: { input-tokens: 0.50/M, output-tokens: 2.50/M } }
    labeling:
      - { jurisdictions: [cn, eu], producer: colophon-bench }
    """
        .formatted(upstreamPort);
  }
}
