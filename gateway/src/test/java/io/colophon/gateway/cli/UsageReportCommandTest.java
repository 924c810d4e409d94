package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.sql.UsageDatabase;
import io.colophon.metering.sql.UsageProjection;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageReportCommandTest {
  private static final Instant DAY_1 = Instant.parse("2026-11-21T23:00:00Z");
  private static final Instant DAY_2 = Instant.parse("2026-11-22T07:00:00Z");

  @TempDir Path data;

  @BeforeEach
  void fill() throws Exception {
    try (Ledger ledger = Ledger.open(data.resolve("ledger"), Clock.systemUTC())) {
      settle(ledger, "a", "acme", "key-1", DAY_1, 100);
      settle(ledger, "b", "acme", "key-2", DAY_2, 20);
    }
  }

  private static void settle(
      Ledger ledger, String id, String tenant, String key, Instant time, long tokens)
      throws Exception {
    OpenedEntry opened =
        new OpenedEntry(
            id, time, tenant, key, null, "gen-" + id, "chat", Modality.TEXT, "local-lm");
    ledger.opened(opened);
    ledger
        .settle(
            new SettledEntry(
                opened,
                time,
                EndState.COMPLETED,
                "local",
                "local-lm",
                null,
                List.of(),
                Usage.from(Quantity.Source.PROVIDER_FINAL)
                    .with(UsageUnit.INPUT_TOKENS, tokens)
                    .build(),
                MeterReading.unknown("test"),
                List.of(),
                List.of()))
        .get(30, TimeUnit.SECONDS);
  }

  private void project() throws Exception {
    try (Ledger ledger = Ledger.open(data.resolve("ledger"), Clock.systemUTC());
        UsageDatabase database = UsageDatabase.embedded(data.resolve("usage.db"));
        UsageProjection projection = database.projection(ledger, Clock.systemUTC(), null)) {
      projection.start();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> projection.lag() == 0);
    }
  }

  private CommandLineRun report(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "usage";
    all[1] = "report";
    all[2] = "--data";
    all[3] = data.toString();
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandLineRun.of(all);
  }

  @Test
  void report_withAndWithoutADatabase_isTheSame() throws Exception {
    CommandLineRun without = report("--by", "tenant,day", "--format", "csv");
    assertThat(without.out().lines().map(line -> line.split(",", -1)[0] + line.split(",", -1)[2]))
        .containsExactly("tenantentries", "acme1", "acme1");
    assertThat(data.resolve("usage.db")).doesNotExist();

    project();
    try (Ledger ledger = Ledger.open(data.resolve("ledger"), Clock.systemUTC())) {
      settle(ledger, "c", "beta", "key-3", DAY_2, 3); // not in the tables
    }
    CommandLineRun behind = report("--by", "tenant", "--json");
    assertThat(behind.code()).isZero();
    assertThat(behind.out()).contains("\"input_tokens\":{\"sum\":123,\"reported_by\":3}");

    Files.writeString(data.resolve("usage.db"), "no database any more");
    assertThat(report("--by", "tenant", "--json").out()).isEqualTo(behind.out());
  }

  @Test
  void report_only_countsWhatHasTheValue() throws Exception {
    project();
    assertThat(report("--by", "total", "--only", "key=key-2", "--json").out())
        .contains("\"input_tokens\":{\"sum\":20,\"reported_by\":1}");
    assertThat(
            report("--by", "account", "--only", "day=2026-11-21", "--only", "route=chat", "--json")
                .out())
        .contains("{\"account\":\"caller\"}", "\"input_tokens\":{\"sum\":100,");
    assertThat(report("--by", "total", "--from", "2026-11-22T06:00:00Z", "--json").out())
        .contains("\"input_tokens\":{\"sum\":20,\"reported_by\":1}");
  }

  @Test
  void report_wrongFilter_isRefusedWithWhatIsExpected() {
    CommandLineRun unknown = report("--only", "colour=red");
    assertThat(unknown.code()).isEqualTo(64);
    assertThat(unknown.err()).contains("'colour'", "tenant, key, model");

    CommandLineRun day = report("--only", "day=yesterday");
    assertThat(day.code()).isEqualTo(64);
    assertThat(day.err()).contains("day is 'yesterday', expected one such as 2026-11-22");
  }

  @Test
  void report_configWithProblems_isRefused() throws Exception {
    Path config = data.resolve("colophon.yaml");
    Files.writeString(config, "storage: { usage: { url: 'jdbc:mysql://db/x' } }\n");
    CommandLineRun run = report("--config", config.toString());
    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("has problems", "colophon config check");
  }
}
