package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.colophon.provider.testkit.InMemoryFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands against a running gateway whose provider answers from memory. */
class GatewayCommandsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONFIG =
      """
      version: 1
      embedded: false
      providers:
        memory: { type: in-memory }
      routes:
        - { match: { modality: text }, targets: [ { provider: memory, model: memory-text } ] }
        - { match: { modality: image }, targets: [ { provider: memory, model: memory-image } ] }
      labeling:
        - { jurisdictions: [cn, eu], producer: studio, system-name: Test }
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
  void generate_text_goesToStandardOutputAndItsReceiptNot() throws IOException {
    CommandLineRun run = generate("--modality", "text", "--prompt", "Say it");

    assertThat(run.err()).contains("receipt ", "memory-text", "log index", "cost");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("This answer comes from memory.").contains("AI");
    Path file = folder.resolve("piped.txt");
    Files.writeString(file, run.out());
    CommandLineRun verified = CommandLineRun.of("verify", file.toString());
    assertThat(verified.code()).isZero();
    assertThat(verified.out()).contains("log.match");
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer.md", "answer.html", "answer.docx", "answer.pdf"})
  void generate_textIntoADocument_theDocumentBearsTheLabel(String name) throws IOException {
    Path file = folder.resolve(name);
    CommandLineRun run =
        generate("--modality", "text", "--prompt", "Say it", "--out", file.toString());
    assertThat(run.code()).as(run.err()).isZero();
    CommandLineRun verified = CommandLineRun.of("verify", file.toString());
    assertThat(verified.code()).as(verified.out()).isZero();
  }

  @Test
  void generate_images_areWrittenVerifiedAndOnTheRecord() throws IOException {
    Path file = folder.resolve("picture.png");
    CommandLineRun run =
        generate(
            "--modality",
            "image",
            "--prompt",
            "A cat",
            "--param",
            "size=128x128",
            "--param",
            "count=2",
            "--out",
            file.toString(),
            "--json");

    assertThat(run.err()).isEmpty();
    JsonNode answer = JSON.readTree(run.out());
    assertThat(answer.get("outputs").get(1).get("media").get("uri").asString())
        .endsWith("/picture-2.png");
    assertThat(answer.get("receipt").get("labels")).hasSize(2);
    CommandLineRun verified =
        CommandLineRun.of("verify", file.toString(), folder.resolve("picture-2.png").toString());
    assertThat(verified.code()).isZero();
    Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
    assertThat(CommandLineRun.of("verify", file.toString()).code()).isEqualTo(2);
    int index = answer.get("receipt").get("outputs").get(0).path("logIndex").asInt(0);
    assertThat(data("audit", "show", Integer.toString(index)).out())
        .contains(answer.get("requestId").asString());
    assertThat(data("audit", "list", "--modality", "image", "--limit", "1").err())
        .contains("more: --start ");
    assertThat(data("audit", "check").code()).isZero();
    assertThat(JSON.readTree(data("audit", "prove", "0").out()).get("kind").asString())
        .isEqualTo("inclusion");
    assertThat(data("audit", "export", "--format", "csv").out())
        .startsWith("index,time,")
        .contains("image/png");
    assertThat(data("usage", "report", "--by", "model").out()).contains("memory-image");
  }

  @Test
  void generate_refusedRequest_showsCodeMessageAndReason() {
    CommandLineRun run =
        generate("--modality", "image", "--prompt", "A cat", "--param", "size=99999x9");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: INVALID_ARGUMENT")
        .containsOnlyOnce("image.width: 99999, expected 1 to 65535")
        .contains("reason: INVALID_REQUEST")
        .doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void audit_eraseWhileTheServerRuns_saysThatItMustBeStopped() {
    generate("--modality", "text", "--prompt", "Say it");

    CommandLineRun run = data("audit", "erase", "0", "--reason", "request");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: nothing was erased: a running server has the log in ")
        .contains("stop it first");
  }

  @Test
  void usageCorrect_whileTheServerRuns_isBookedByIt() {
    generate("--modality", "text", "--prompt", "Say it");
    List<String> exported = data("usage", "export", "--format", "jsonl").out().lines().toList();
    String id = JSON.readTree(exported.get(exported.size() - 1)).get("usage_id").asString();

    CommandLineRun run =
        CommandLineRun.of(
            "usage",
            "correct",
            id,
            "--set",
            "output-tokens=77",
            "--reason",
            "bill",
            "--admin-target",
            "127.0.0.1:" + gateway.addresses().adminGrpc());

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("booked revision 1 of " + id + ", now unpriced: ")
        .contains("~ output_tokens: ", " -> 77\n");
    CommandLineRun again =
        CommandLineRun.of(
            "usage",
            "correct",
            id,
            "--reprice",
            "--reason",
            "again",
            "--revision",
            "1",
            "--admin-target",
            "127.0.0.1:" + gateway.addresses().adminGrpc());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err())
        .startsWith("error: ABORTED: nothing was booked (NOT_NEXT): ")
        .contains("reason: NOT_NEXT");
  }

  @Test
  void usageCorrect_serverHasTheLedgerButIsElsewhere_asksForItsAddress() {
    CommandLineRun run = data("usage", "correct", "gen-1", "--reprice", "--reason", "why");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: nothing was booked: a running server has the ledger in ")
        .contains("name its admin address with --admin-target");
  }

  @Test
  void generate_noGatewayThere_saysSoWithoutTrace() {
    CommandLineRun run =
        CommandLineRun.of(
            "generate", "--modality", "text", "--prompt", "x", "--target", "127.0.0.1:1");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: UNAVAILABLE").doesNotContain("\tat ");
  }

  @Test
  void generate_targetWithoutPort_isWrongUse() {
    CommandLineRun run =
        CommandLineRun.of("generate", "--modality", "text", "--prompt", "x", "--target", "here");

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("--target is 'here', expected HOST:PORT");
  }

  @Test
  void configDiff_newTimeout_isShownAndChangesNothing() throws IOException {
    Path next = folder.resolve("next.yaml");
    Files.writeString(next, CONFIG + "server: { drain-timeout: 7s }\n");

    CommandLineRun run = config("diff", next);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("server.drain-timeout: 30s -> 7s");
    assertThat(config("diff", next).out()).contains("server.drain-timeout: 30s -> 7s");
  }

  @Test
  void configApply_mistakes_areListedAndNothingChanges() throws IOException {
    Path bad = folder.resolve("bad.yaml");
    Files.writeString(bad, CONFIG + "servr: {}\n");

    CommandLineRun run = config("apply", bad);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("bad.yaml:10:1: servr: ");
    assertThat(run.err()).contains("nothing was changed");
  }

  private static CommandLineRun config(String what, Path file) {
    return CommandLineRun.of(
        "config",
        what,
        file.toString(),
        "--admin-target",
        "127.0.0.1:" + gateway.addresses().adminGrpc());
  }

  private static CommandLineRun generate(String... args) {
    List<String> all = new ArrayList<>(List.of("generate"));
    all.addAll(List.of(args));
    all.addAll(List.of("--target", "127.0.0.1:" + gateway.addresses().grpc()));
    return CommandLineRun.of(all.toArray(new String[0]));
  }

  private static CommandLineRun data(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return CommandLineRun.of(all.toArray(new String[0]));
  }
}
