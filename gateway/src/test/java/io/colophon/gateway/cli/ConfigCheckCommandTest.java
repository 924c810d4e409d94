package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckCommandTest {
  @TempDir Path folder;

  @Test
  void check_mistakes_listsAllWithTheirPlaces() throws IOException {
    Path file =
        write(
            """
            version: 1
            embedded: false
            servr: {}
            providers:
              memory: { type: in-memry }
            limits:
              - { subject: "key:bar", dimension: tokns, amount: -5, per: day }
            """);

    CommandLineRun run = CommandLineRun.of("config", "check", file.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out().lines())
        .anyMatch(line -> line.startsWith(file + ":3:1: servr: "))
        .anyMatch(line -> line.startsWith(file + ":5:19: providers.memory.type: "))
        .anyMatch(line -> line.startsWith(file + ":7:38: limits[0].dimension: "))
        .anyMatch(line -> line.startsWith(file + ":7:53: limits[0].amount: "));
  }

  @Test
  void check_goodFile_is0() throws IOException {
    Path file =
        write(
            """
            version: 1
            embedded: false
            providers:
              memory: { type: in-memory }
            labeling:
              - { jurisdictions: [cn], producer: studio }
            """);

    CommandLineRun run = CommandLineRun.of("config", "check", file.toString());

    assertThat(run.err() + run.out()).contains(file + ": ok");
    assertThat(run.code()).isZero();
  }

  @Test
  void check_missingFile_is2() {
    CommandLineRun run =
        CommandLineRun.of("config", "check", folder.resolve("none.yaml").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("none.yaml");
  }

  private Path write(String yaml) throws IOException {
    Path file = folder.resolve("colophon.yaml");
    Files.writeString(file, yaml);
    return file;
  }
}
