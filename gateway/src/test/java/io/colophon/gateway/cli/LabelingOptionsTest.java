package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.provider.testkit.InMemoryFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code generate} asks of labelling, against a gateway that lets one agreement omit. */
class LabelingOptionsTest {
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      providers:
        memory: { type: in-memory }
      routes:
        - { match: { modality: text }, targets: [ { provider: memory, model: memory-text } ] }
      labeling:
        - jurisdictions: [cn]
          producer: studio
          system-name: Test
          omission: { allowed: true, agreements: [agreement-7] }
      """;

  @TempDir static Path folder;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path config = folder.resolve("colophon.yaml");
    Files.writeString(config, CONFIG);
    gateway =
        Gateway.start(
            GatewayOptions.embedded(folder.resolve("data")).withConfig(config),
            ProviderRegistry.of(List.of(new InMemoryFactory())));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void generate_agreementRequesterReason_comeWithoutTheShownLabelAndAreOnRecord() {
    assertThat(generate().out()).contains("AI");

    CommandLineRun run =
        generate(
            "--omit-agreement",
            "agreement-7",
            "--omit-requester",
            "Li Lei",
            "--omit-reason",
            "film credits");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("This answer comes from memory.").doesNotContain("AI");
    CommandLineRun list =
        CommandLineRun.of(
            "audit", "export", "--format", "jsonl", "--data", folder.resolve("data").toString());
    assertThat(list.out()).contains("agreement-7");
  }

  @Test
  void generate_unknownAgreement_isRefusedByTheGateway() {
    CommandLineRun run =
        generate("--omit-agreement", "none", "--omit-requester", "x", "--omit-reason", "y");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: PERMISSION_DENIED");
  }

  @Test
  void generate_reasonMissing_isWrongUse() {
    CommandLineRun run = generate("--omit-agreement", "agreement-7", "--omit-requester", "x");

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("--omit-reason is missing");
  }

  @Test
  void generate_useThatLiftsADuty_isRefusedByTheGateway() {
    CommandLineRun run = generate("--use", "internal");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: INVALID_ARGUMENT").contains("labeling.use");
  }

  @Test
  void generate_unknownRegime_isRefusedByTheGateway() {
    CommandLineRun run = generate("--jurisdiction", "kr,xx");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: INVALID_ARGUMENT").contains("xx");
  }

  @Test
  void generate_useExport_isTaken() {
    CommandLineRun run = generate("--use", "export");

    assertThat(run.code()).as(run.err()).isZero();
  }

  private static CommandLineRun generate(String... options) {
    List<String> all = new ArrayList<>(List.of("generate", "--modality", "text", "--prompt", "x"));
    all.addAll(List.of(options));
    all.addAll(List.of("--target", "127.0.0.1:" + gateway.addresses().grpc()));
    return CommandLineRun.of(all.toArray(new String[0]));
  }
}
