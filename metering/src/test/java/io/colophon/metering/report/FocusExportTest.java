package io.colophon.metering.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SampleEntries;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FocusExportTest {
  private static final FocusExport.Issuer ISSUER =
      new FocusExport.Issuer("Example Ltd", "acc-1", "Main account");
  private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");

  @Test
  void export_cachingExample_hasOneExactRowPerMeter() throws IOException {
    long million = 1_000_000;
    PriceBook prices =
        new PriceBook(
            List.of(
                new Tariff(
                    "chat-8b",
                    "USD",
                    "2026-10",
                    Instant.EPOCH,
                    null,
                    List.of(
                        new UnitPrice(UsageUnit.INPUT_TOKENS, 3_000_000_000L, million),
                        new UnitPrice(UsageUnit.CACHE_WRITE_TOKENS, 3_750_000_000L, million),
                        new UnitPrice(UsageUnit.CACHE_READ_TOKENS, 300_000_000L, million),
                        new UnitPrice(UsageUnit.OUTPUT_TOKENS, 15_000_000_000L, million)))));
    // Two halves of the example, so that rows have something to add up.
    Usage half =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 5_250_000)
            .with(UsageUnit.CACHE_WRITE_TOKENS, 1_000_000)
            .with(UsageUnit.CACHE_READ_TOKENS, 4_000_000)
            .with(UsageUnit.OUTPUT_TOKENS, 750_000)
            .build();
    List<Map<String, String>> rows =
        rows(export(List.of(priced("a", half, prices), priced("b", half, prices))));
    assertThat(rows)
        .extracting(row -> row.get("SkuMeter") + " " + row.get("BilledCost"))
        .containsExactly(
            "Input Tokens 1.5",
            "Cache Read Input Tokens 2.4",
            "Cache Write Input Tokens 7.5",
            "Output Tokens 22.5");
    Map<String, String> read = rows.get(1);
    assertThat(read)
        .containsEntry("ConsumedQuantity", "8000000")
        .containsEntry("ConsumedUnit", "Tokens")
        .containsEntry("PricingQuantity", "8")
        .containsEntry("PricingUnit", "1000000 Tokens")
        .containsEntry("ListUnitPrice", "0.3")
        .containsEntry("ChargePeriodStart", "2026-11-22T00:00:00Z")
        .containsEntry("ChargePeriodEnd", "2026-11-23T00:00:00Z")
        .containsEntry("BillingPeriodStart", "2026-11-01T00:00:00Z")
        .containsEntry("BillingPeriodEnd", "2026-12-01T00:00:00Z")
        .containsEntry("BillingCurrency", "USD")
        .containsEntry("SubAccountId", "acme")
        .containsEntry("SkuPriceDetails", "{\"ModelId\":\"chat-8b\"}")
        .containsEntry("x_Entries", "0")
        .containsEntry("x_Energy_kWh", "");
    assertThat(rows.get(0)).containsEntry("x_Entries", "2");
    assertThat(new BigDecimal(rows.get(0).get("x_Energy_kWh"))).isPositive();
  }

  @Test
  void export_unpricedEntries_makeNoRowButAreCounted() throws IOException {
    FocusExport export =
        export(
            List.of(
                priced("a", SampleEntries.tokens(1, 1), PriceBook.EMPTY),
                SampleEntries.settled(SampleEntries.opened("b"))));
    assertThat(export.unpriced()).isEqualTo(1);
    assertThat(rows(export)).hasSize(2);
  }

  @Test
  void export_nothing_isTheHeaderAlone() throws IOException {
    String csv = export(List.of()).toCsv();
    assertThat(csv).startsWith("BilledCost,BillingAccountId,").endsWith("\r\n");
    assertThat(csv.lines()).hasSize(1);
  }

  @Test
  void meter_everyCounter_hasItsOwnName() {
    List<String> names = new ArrayList<>();
    for (UsageUnit unit : UsageUnit.values()) {
      names.add(SkuNames.meter(unit.id()));
    }
    assertThat(names).doesNotHaveDuplicates().contains("Input Tokens", "Images");
  }

  private static SettledEntry priced(String id, Usage usage, PriceBook prices) {
    OpenedEntry opened = SampleEntries.opened(id, "acme", "key-1", TIME);
    SettledEntry entry = SampleEntries.settled(opened, EndState.COMPLETED, usage);
    MeterReading reading = entry.reading();
    return new SettledEntry(
        opened,
        entry.time(),
        entry.endState(),
        entry.provider(),
        entry.targetModel(),
        entry.servedModel(),
        entry.attempts(),
        usage,
        new MeterReading(
            reading.figures(),
            reading.energyReason(),
            reading.place(),
            prices.rate("vendor-eu/chat-8b", "chat-8b", usage, TIME)),
        entry.labels(),
        entry.receiptIds());
  }

  private static FocusExport export(List<SettledEntry> entries) throws IOException {
    return FocusExport.of(new InMemoryLedger(entries), LedgerFilter.ALL, ISSUER);
  }

  private static List<Map<String, String>> rows(FocusExport export) {
    List<List<String>> lines = export.toCsv().lines().map(FocusExportTest::cells).toList();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      assertThat(line).hasSameSizeAs(lines.get(0));
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < line.size(); i++) {
        row.put(lines.get(0).get(i), line.get(i));
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher cell = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))").matcher(line);
    while (cell.find()) {
      cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""));
    }
    return cells;
  }
}
