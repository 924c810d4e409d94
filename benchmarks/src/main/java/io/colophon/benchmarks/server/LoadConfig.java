package io.colophon.benchmarks.server;

import io.colophon.benchmarks.load.AnswerText;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.provider.testkit.InMemoryFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configurations under load. */
public final class LoadConfig {
  private LoadConfig() {}

  /** How much is configured. */
  public enum Extent {
    /**
     * Everything that costs time is on: limits on four levels, prices, compute figures and a choice
     * among targets. Limits are so high that holds are taken and settled but nobody is refused.
     */
    FULL,
    /** Nothing is limited, priced, estimated or chosen; labels and records are as always. */
    LEAN
  }

  /** The provider types that it names. */
  public static ProviderRegistry providers() {
    return ProviderRegistry.of(List.of(new InMemoryFactory(), new PacedFactory()));
  }

  /** Writes it into the folder. */
  public static Path write(Path folder, Extent extent) throws IOException {
    String yaml = doors() + (extent == Extent.FULL ? metered() : "") + routes(extent);
    return Files.writeString(folder.resolve("load.yaml"), yaml);
  }

  private static String doors() {
    return """
    version: 1
    embedded: false
    server:
      grpc: "127.0.0.1:0"
      http: "127.0.0.1:0"
      admin-http: "127.0.0.1:0"
      admin-grpc: "127.0.0.1:0"
      max-concurrent-calls-per-connection: 5000
    providers:
      short: { type: in-memory, text: "%1$s", text-chunk: %2$d, zone: DEU, pue: 1.2 }
      short-twin: { type: in-memory, text: "%1$s", text-chunk: %2$d, zone: DEU, pue: 1.2 }
      long: { type: in-memory, text: "%3$s", text-chunk: %4$d, zone: DEU, pue: 1.2 }
      long-twin: { type: in-memory, text: "%3$s", text-chunk: %4$d, zone: DEU, pue: 1.2 }
      paced: { type: paced, text: "%3$s", text-chunk: %4$d, interval: %5$dms, zone: DEU, pue: 1.2 }
      paced-twin: { type: paced, text: "%3$s", text-chunk: %4$d, interval: %5$dms, zone: DEU, pue: 1.2 }
    labeling:
      - { jurisdictions: [cn, eu], producer: colophon-bench }
    """
        .formatted(
            AnswerText.SHORT,
            AnswerText.SHORT_PIECE,
            AnswerText.LONG,
            AnswerText.LONG_PIECE,
            AnswerText.PACE_MILLIS);
  }

  private static String metered() {
    return """
    models:
      memory-text:
        modality: text
        parameters: { active: 37e9, total: 671e9 }
        hardware: h800
    limits:
      - { subject: "key:load", dimension: requests, amount: 1G, per: minute }
      - { subject: "key:load", dimension: tokens, amount: 1T, per: minute }
      - { subject: "key:load", dimension: concurrency, amount: 100k }
      - { subject: "model:*", dimension: requests, amount: 1G, per: minute }
      - { subject: "model:*", dimension: output-tokens, amount: 1T, per: hour }
      - { subject: "route:*", dimension: tokens, amount: 1T, per: minute }
      - { subject: "route:*", dimension: concurrency, amount: 100k }
      - { subject: "tenant:bench", dimension: tokens, amount: 1P, per: day }
      - { subject: "tenant:bench", dimension: flop, amount: 1e24, per: month }
    prices:
      - { model: memory-text, rates: { input-tokens: 0.50/M, output-tokens: 2.50/M } }
    """;
  }

  private static String routes(Extent extent) {
    String policy = extent == Extent.FULL ? "policy: capacity-p2c" : "policy: ordered";
    StringBuilder routes = new StringBuilder("routes:\n");
    route(routes, "short", AnswerText.SHORT_MODEL, policy, extent);
    route(routes, "long", AnswerText.LONG_MODEL, policy, extent);
    route(routes, "paced", AnswerText.PACED_MODEL, policy, extent);
    return routes.toString();
  }

  private static void route(
      StringBuilder routes, String provider, String model, String policy, Extent extent) {
    routes.append(
        """
          - name: %1$s
            match: { model: %2$s, modality: text }
            %3$s
            targets: [ { provider: %1$s, model: memory-text }%4$s ]
        """
            .formatted(
                provider,
                model,
                policy,
                extent == Extent.FULL
                    ? ", { provider: %s-twin, model: memory-text }".formatted(provider)
                    : ""));
  }
}
