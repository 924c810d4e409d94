package io.colophon.benchmarks.server;

import io.colophon.benchmarks.load.AnswerText;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.provider.testkit.InMemoryFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration under load: everything that costs time is on. Limits are set so high that holds
 * are taken and settled but nobody is refused.
 */
public final class LoadConfig {
  private LoadConfig() {}

  /** The provider types that it names. */
  public static ProviderRegistry providers() {
    return ProviderRegistry.of(List.of(new InMemoryFactory(), new PacedFactory()));
  }

  /** Writes it into the folder. */
  public static Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve("load.yaml"), yaml());
  }

  static String yaml() {
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
      long: { type: in-memory, text: "%4$s", text-chunk: %5$d, zone: DEU, pue: 1.2 }
      paced: { type: paced, text: "%4$s", text-chunk: %5$d, interval: %6$dms, zone: DEU, pue: 1.2 }
    models:
      memory-text:
        modality: text
        parameters: { active: 37e9, total: 671e9 }
        hardware: h800
    routes:
      - name: short
        match: { model: %3$s, modality: text }
        targets: [ { provider: short, model: memory-text } ]
      - name: long
        match: { model: %7$s, modality: text }
        targets: [ { provider: long, model: memory-text } ]
      - name: paced
        match: { model: %8$s, modality: text }
        targets: [ { provider: paced, model: memory-text } ]
    limits:
      - { subject: "key:load", dimension: requests, amount: 1G, per: minute }
      - { subject: "key:load", dimension: tokens, amount: 1T, per: minute }
      - { subject: "key:load", dimension: concurrency, amount: 100k }
      - { subject: "tenant:bench", dimension: tokens, amount: 1P, per: day }
    prices:
      - { model: memory-text, rates: { input-tokens: 0.50/M, output-tokens: 2.50/M } }
    labeling:
      - { jurisdictions: [cn, eu], producer: colophon-bench }
    """
        .formatted(
            AnswerText.SHORT,
            AnswerText.SHORT_PIECE,
            AnswerText.SHORT_MODEL,
            AnswerText.LONG,
            AnswerText.LONG_PIECE,
            AnswerText.PACE_MILLIS,
            AnswerText.LONG_MODEL,
            AnswerText.PACED_MODEL);
  }
}
