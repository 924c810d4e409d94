package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColophonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "serve",
        "generate",
        "verify",
        "audit",
        "audit list",
        "audit show",
        "audit export",
        "audit prove",
        "audit check",
        "audit erase",
        "usage",
        "usage report",
        "usage estimate",
        "config",
        "config check",
        "config diff",
        "config apply",
        "keys",
        "keys create",
        "keys list",
        "keys revoke"
      })
  void help_everyCommand_showsAnExampleOfItself(String command) {
    CommandLineRun run = CommandLineRun.of((command + " --help").strip().split(" "));

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Usage: colophon " + command)
        .containsPattern("Examples?:")
        .contains("  colophon " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void help_ofTheProgram_listsAllCommands() {
    assertThat(CommandLineRun.of("--help").out())
        .contains("demo", "serve", "generate", "verify", "audit", "usage", "config", "keys");
  }

  @Test
  void run_unknownCommand_suggestsAndFailsAsWrongUse() {
    CommandLineRun run = CommandLineRun.of("generat");

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("'generat'", "colophon generate");
  }

  @Test
  void run_unknownOption_namesItAndTheHelp() {
    CommandLineRun run = CommandLineRun.of("keys", "list", "--nmae", "x");

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("'--nmae'", "colophon keys list --help");
  }

  @Test
  void run_noCommand_showsUsageOnStandardError() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("Usage: colophon");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void version_isPrintedWithTheJavaVersion() {
    assertThat(CommandLineRun.of("--version").out()).startsWith("colophon ").contains("Java ");
  }

  @Test
  void serve_portOutOfRange_isRefused() {
    CommandLineRun run = CommandLineRun.of("serve", "--grpc-port", "70000");

    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("--grpc-port is 70000, expected 0 to 65535");
  }
}
