package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colophon.gateway.server.DataDirectory;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.Reservation;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.sql.UsageDatabase;
import io.colophon.metering.sql.UsageProjection;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageCheckCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    try (Ledger ledger = Ledger.open(new DataDirectory(folder).ledger(), Clock.systemUTC())) {
      for (int i = 0; i < 5; i++) {
        OpenedEntry opened = opened("u" + i);
        ledger.opened(opened);
        if (i < 4) {
          ledger.settle(SettledEntry.interrupted(opened, CommandLineRun.NOW)).join();
        }
      }
    }
  }

  @Test
  void check_soundLedger_is0AndAddsUp() {
    CommandLineRun run = run();
    assertThat(run.out())
        .contains(
            "9 entries: 5 generations opened = 4 settled (4 of them interrupted) + 1 open;"
                + " 0 corrections",
            "input_tokens reserved: 50 = 40 settled + 0 voided + 10 open",
            "output_tokens reserved: 1,000 = 0 settled + 800 voided + 200 open",
            "usage database: there is none",
            "the ledger adds up");
    assertThat(run.code()).isZero();
    assertThat(run("--json").out()).contains("\"holds\" : true", "\"voided\" : 800");
  }

  @Test
  void check_withTheUsageDatabase_comparesBoth() throws IOException {
    DataDirectory data = new DataDirectory(folder);
    try (Ledger ledger = Ledger.open(data.ledger(), Clock.systemUTC());
        UsageDatabase database = UsageDatabase.embedded(data.usageDatabase());
        UsageProjection projection = database.projection(ledger, Clock.systemUTC(), null)) {
      projection.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> projection.lag() == 0);
    }
    CommandLineRun run = run();
    assertThat(run.out()).contains("usage database: 10 of 10 entries are taken in");
    assertThat(run.code()).isZero();
  }

  @Test
  void check_bitFlipped_is2AndNamesThePlace() throws IOException {
    Path segment;
    try (Stream<Path> files = Files.list(new DataDirectory(folder).ledger().resolve("entries"))) {
      segment = files.filter(file -> file.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 60] ^= 1;
    Files.write(segment, bytes);
    Ledger.open(new DataDirectory(folder).ledger(), Clock.systemUTC()).close();

    CommandLineRun run = run();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out())
        .contains("DAMAGED: records 8 to 10 at most in 0000000000000000000.seg at byte")
        .contains("the ledger does NOT add up");
    assertThat(run("--json").out()).contains("\"holds\" : false", "\"firstEntry\" : 8");
  }

  @Test
  void check_noLedger_is1() {
    assertThat(
            CommandLineRun.of("usage", "check", "--data", folder.resolve("none").toString()).code())
        .isEqualTo(1);
  }

  private CommandLineRun run(String... more) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("usage", "check", "--data", folder.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static OpenedEntry opened(String id) {
    return new OpenedEntry(
        id,
        CommandLineRun.NOW,
        "acme",
        "",
        null,
        "g",
        "chat",
        Modality.TEXT,
        "chat",
        new Reservation(
            "a/b",
            Usage.from(Quantity.Source.ESTIMATED)
                .with(UsageUnit.INPUT_TOKENS, 10)
                .with(UsageUnit.OUTPUT_TOKENS, 200)
                .build()));
  }
}
