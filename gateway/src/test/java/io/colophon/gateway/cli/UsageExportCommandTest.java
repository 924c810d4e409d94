package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.outbox.ExportPlaces;
import io.colophon.provider.spi.Modality;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UsageExportCommandTest {
  private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");

  @TempDir Path data;

  @BeforeEach
  void write() throws Exception {
    try (Ledger ledger = Ledger.open(data.resolve("ledger"), Clock.systemUTC())) {
      settle(ledger, "a", "acme", TIME);
      settle(ledger, "b", "beta", TIME.plusSeconds(60));
      settle(ledger, "c", "acme", TIME.plusSeconds(120));
    }
    Files.writeString(data.resolve("instance"), "0123abcd\n");
  }

  private static void settle(Ledger ledger, String id, String tenant, Instant time) {
    OpenedEntry opened =
        new OpenedEntry(id, time, tenant, "", null, id, "chat", Modality.TEXT, "chat");
    ledger.opened(opened);
    var unused = ledger.settle(SettledEntry.interrupted(opened, time.plusSeconds(1))).join();
  }

  private CommandLineRun export(String... more) {
    List<String> args = new ArrayList<>(List.of("usage", "export", "--data", data.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static List<JsonNode> lines(CommandLineRun run) {
    return run.out().lines().map(JsonMapper.shared()::readTree).toList();
  }

  @Test
  void export_all_isOneEventOnALine() {
    CommandLineRun run = export();
    assertThat(run.code()).isZero();
    assertThat(lines(run))
        .extracting(event -> event.path("id").asString())
        .containsExactly("a.0", "b.0", "c.0");
    assertThat(lines(run))
        .allMatch(event -> event.path("source").asString().equals("/colophon/0123abcd"));
  }

  @Test
  void export_filteredData_isTheEntryAlone() {
    CommandLineRun run =
        export("--format", "jsonl", "--tenant", "acme", "--from", "2026-11-22T08:00:01Z");
    assertThat(lines(run))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.path("usage_id").asString()).isEqualTo("c");
              assertThat(entry.has("specversion")).isFalse();
            });
    assertThat(lines(export("--to", "2026-11-22T08:01:00Z"))).hasSize(1);
  }

  @Test
  void export_entryThatNobodyUnderstands_isPassedOverAndSaid() throws Exception {
    try (Journal journal =
        Journal.open(data.resolve("ledger/entries"), JournalOptions.defaults())) {
      journal.append(ByteBuffer.wrap(new byte[] {9, 9, 9})).join();
    }
    CommandLineRun run = export();
    assertThat(run.code()).isEqualTo(2);
    assertThat(lines(run)).hasSize(3);
    assertThat(run.err()).startsWith("passed over: entry 6 of the ledger: ");
  }

  @Test
  void export_timesTheWrongWayRound_areRefused() {
    CommandLineRun run = export("--from", "2026-11-23", "--to", "2026-11-22");
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("expected from <= to");
  }

  @Test
  void exports_places_areShownWithTheirLag() throws Exception {
    new ExportPlaces(data.resolve("exports")).write("billing", 4);
    CommandLineRun run = CommandLineRun.of("usage", "exports", "--data", data.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "EXPORT                            PLACE            LAG",
            "billing                               4              2");
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                CommandLineRun.of("usage", "exports", "--json", "--data", data.toString()).out());
    assertThat(json.at("/exports/0/lag").asLong()).isEqualTo(2);
  }
}
