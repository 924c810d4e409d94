package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.labeling.provenance.LogOptions;
import io.colophon.labeling.provenance.Personal;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.labeling.provenance.ProvenanceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Record 0 has an end user; record 1, of a day ago, tells of a copy without its explicit label. */
class AuditEraseCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    DataDirectory data = new DataDirectory(folder);
    Files.createDirectories(data.provenanceKey().getParent());
    try (ProvenanceLog log =
        ProvenanceLog.open(
            data.provenance(), LogOptions.of("cli", data.provenanceKey(), new SecureRandom()))) {
      log.append(record(Optional.empty(), Optional.of(Personal.of("somebody")))).join();
      log.append(
              record(
                  Optional.of(
                      new ProvenanceRecord.Unlabelled(
                          "agreement-7", Optional.empty(), "Li Lei", "film credits")),
                  Optional.empty()))
          .join();
    }
  }

  @Test
  void erase_usualRecord_is0AndShowSaysSo() {
    assertThat(run("show", "0", "--reveal").out()).contains("personal.endUser", "somebody");

    CommandLineRun erased = run("erase", "0", "--reason", "request of the person");

    assertThat(erased.code()).isZero();
    assertThat(erased.out()).contains("1 values erased, 0 records must be kept for longer");
    assertThat(run("show", "0", "--reveal").out())
        .doesNotContain("somebody")
        .contains("erased 2026-11-22T08:00:00Z: request of the person");
    assertThat(run("check").code()).isZero();
  }

  @Test
  void erase_unlabelledRecordBefore190Days_is2AndNamesTheDate() {
    CommandLineRun refused = run("erase", "1", "--reason", "request");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("refused: record 1", "is kept until 2027-05-30T08:00:00Z");
    assertThat(run("show", "1", "--reveal").out()).contains("Li Lei");
    assertThat(run("show", "1").out()).doesNotContain("Li Lei");
  }

  @Test
  void erase_olderThan0Days_holdsWhatMustBeKept() {
    assertThat(run("erase", "--older-than", "0", "--reason", "all", "--json").out())
        .contains("\"erasedValues\" : 1", "\"heldRecords\" : 1");
  }

  @Test
  void erase_wrongArguments_is64() {
    assertThat(run("erase", "--reason", "x").code()).isEqualTo(64);
    assertThat(run("erase", "0").code()).isEqualTo(64);
    assertThat(run("erase", "5", "--reason", "x").err()).contains("no record 5");
  }

  private CommandLineRun run(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "audit";
    System.arraycopy(args, 0, all, 1, args.length);
    all[args.length + 1] = "--data";
    all[args.length + 2] = folder.toString();
    return CommandLineRun.of(all);
  }

  private static ProvenanceRecord record(
      Optional<ProvenanceRecord.Unlabelled> unlabelled, Optional<Personal> endUser) {
    Instant yesterday = CommandLineRun.NOW.minus(Duration.ofDays(1));
    return new ProvenanceRecord(
        yesterday,
        "t",
        "g",
        0,
        new ProvenanceRecord.Origin("r", "p", "m", "m", Optional.empty()),
        new ProvenanceRecord.Output("text", "text/plain", 3, Optional.empty(), "0".repeat(64)),
        new ProvenanceRecord.Labels(
            Optional.empty(),
            List.of("cn"),
            "1",
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        unlabelled,
        endUser);
  }
}
