package io.colophon.metering.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.Meter;
import io.colophon.metering.MeterInput;
import io.colophon.metering.MeterReading;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.environment.Sites;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.plan.Allowance;
import io.colophon.metering.plan.CreditGrant;
import io.colophon.metering.plan.Entries;
import io.colophon.metering.plan.Fee;
import io.colophon.metering.plan.Models;
import io.colophon.metering.plan.Plan;
import io.colophon.metering.plan.Source;
import io.colophon.metering.price.Bands;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.PriceItem;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FocusExportTest {
  private static final FocusExport.Issuer ISSUER =
      new FocusExport.Issuer("Example Ltd", "acc-1", "Main account");
  private static final Instant TIME = Instant.parse("2026-11-22T08:00:00Z");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final long MILLION = 1_000_000;
  private static final PriceBook PRICES =
      new PriceBook(
          List.of(
              new Tariff(
                  "claude-example",
                  "USD",
                  "2026-10",
                  Instant.EPOCH,
                  null,
                  List.of(
                      new UnitPrice(UsageUnit.INPUT_TOKENS, 3_000_000_000L, MILLION),
                      new UnitPrice(UsageUnit.CACHE_WRITE_TOKENS, 3_750_000_000L, MILLION),
                      new UnitPrice(UsageUnit.CACHE_READ_TOKENS, 300_000_000L, MILLION),
                      new UnitPrice(UsageUnit.OUTPUT_TOKENS, 15_000_000_000L, MILLION)))));

  private long unpriced;

  /** FOCUS, appendix on token pricing: from usage over meter, ledger on disk and bill to rows. */
  @Test
  void export_cachingExampleThroughTheWholeChain_isExact(@TempDir Path directory)
      throws IOException {
    // Two halves of the example, so that rows have something to add up.
    Usage half =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 5_250_000)
            .with(UsageUnit.CACHE_WRITE_TOKENS, 1_000_000)
            .with(UsageUnit.CACHE_READ_TOKENS, 4_000_000)
            .with(UsageUnit.OUTPUT_TOKENS, 750_000)
            .build();
    try (Ledger ledger = Ledger.open(directory, Clock.fixed(TIME, ZoneOffset.UTC))) {
      for (String id : List.of("a", "b")) {
        SettledEntry entry = metered(id, half);
        ledger.opened(entry.opened());
        ledger.settle(entry).join();
      }
    }
    String csv;
    try (LedgerEntries ledger = Ledger.openReadOnly(directory)) {
      csv = csv(ledger, Map.of());
    }
    List<Map<String, String>> rows = FocusRules.rows(csv);
    assertThat(rows)
        .extracting(row -> row.get("SkuMeter") + " " + row.get("BilledCost"))
        .containsExactly(
            "Input Tokens 1.5",
            "Cache Read Input Tokens 2.4",
            "Cache Write Input Tokens 7.5",
            "Output Tokens 22.5");
    BigDecimal input =
        rows.subList(0, 3).stream()
            .map(row -> new BigDecimal(row.get("BilledCost")))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    // 10.5 M input tokens at 3 USD would be 31.50.
    assertThat(new BigDecimal("31.5").subtract(input)).isEqualByComparingTo("20.1");
    assertThat(rows.get(1))
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
        .containsEntry(
            "SkuPriceDetails",
            "{\"ModelDeveloper\":\"Anthropic\",\"ModelFamily\":\"Claude\","
                + "\"ModelId\":\"claude-example\",\"ModelVersion\":\"20261001\"}")
        .containsEntry("x_Entries", "0")
        .containsEntry("x_Energy_kWh", "");
    assertThat(rows.get(0)).containsEntry("x_Entries", "2");
    for (String column :
        List.of("x_Compute_FLOP", "x_Energy_kWh", "x_Coal_kgce", "x_Co2e_kgCO2e")) {
      assertThat(new BigDecimal(rows.get(0).get(column))).as(column).isPositive();
    }
    assertThat(rows.get(0)).containsKey("x_AcceleratorTime_s");
    assertThat(FocusRules.broken(csv)).isEmpty();
  }

  @Test
  void export_plansCreditsAndCorrections_keepTheRulesOfFocus() throws IOException {
    Plan plan =
        new Plan(
            "team",
            "USD",
            List.of(new Fee("seats", 3, 20_000_000_000L)),
            List.of(),
            List.of(
                new Allowance(
                    Source.ALLOWANCE,
                    "pictures",
                    Models.ALL,
                    PriceItem.of(UsageUnit.IMAGES),
                    10,
                    0,
                    Bands.flat(30_000_000, 1))),
            100_000_000_000L);
    AccountTerms terms =
        new AccountTerms(
            List.of(new AccountTerms.Term(plan, NOVEMBER)),
            List.of(new CreditGrant("gift", "USD", 50_000_000, 0, Instant.EPOCH, null)));
    Entries entries =
        new Entries()
            .add(Entries.images("a", "2026-11-03T00:00:00Z", 25))
            .add(
                Entries.correction(
                    1, "2026-12-02T00:00:00Z", Entries.images("a", "2026-11-03T00:00:00Z", 20)));
    String csv = csv(entries, Map.of("acme", terms));
    List<Map<String, String>> rows = FocusRules.rows(csv);
    assertThat(FocusRules.broken(csv)).isEmpty();
    assertThat(rows)
        .extracting(
            row ->
                row.get("BillingPeriodStart").substring(0, 7)
                    + " "
                    + row.get("ChargeCategory")
                    + row.get("ChargeClass")
                    + " "
                    + row.get("BilledCost"))
        .containsExactly(
            "2026-11 Purchase 60",
            // 25 pictures: ten by the allowance, fifteen at 0.03, of which 0.05 by the credit.
            "2026-11 Usage 0.4",
            "2026-11 Adjustment 39.6",
            "2026-12 Purchase 60",
            "2026-12 UsageCorrection -0.15",
            "2026-12 Adjustment 40");
    assertThat(rows.get(1))
        .containsEntry("ListCost", "1")
        .containsEntry("ContractedCost", "0.85")
        .containsEntry("EffectiveCost", "0.45")
        .containsEntry("x_CoveredAllowance", "0.4")
        .containsEntry("x_CoveredCredit", "0.05");
    assertThat(rows.get(4))
        .containsEntry("ChargePeriodStart", "2026-11-03T00:00:00Z")
        .containsEntry("ConsumedQuantity", "-5");
  }

  @Test
  void export_onePeriod_isTheSameWhateverComesLater() throws IOException {
    Entries entries = new Entries().add(Entries.images("a", "2026-11-03T00:00:00Z", 25));
    String before = csv(entries, Map.of(), NOVEMBER, NOVEMBER);
    entries
        .add(Entries.images("b", "2026-12-01T00:00:00Z", 1))
        .add(
            Entries.correction(
                1, "2026-12-02T00:00:00Z", Entries.images("a", "2026-11-03T00:00:00Z", 20)));
    assertThat(csv(entries, Map.of(), NOVEMBER, NOVEMBER)).isEqualTo(before);
    assertThat(FocusRules.rows(csv(entries, Map.of(), DECEMBER, DECEMBER))).hasSize(2);
  }

  @Test
  void export_moreRowsThanMemory_writesThemAllInTurn() throws IOException {
    Entries entries = new Entries();
    for (int i = 0; i < 100; i++) {
      entries.add(Entries.images("a" + i, "2026-11-03T00:00:00Z", 1, 1_000 + i));
      entries.add(Entries.images("b" + i, "2026-11-03T00:00:00Z", 1, 1_000 + i));
    }
    StringBuilder out = new StringBuilder();
    new FocusExport(ISSUER, Map.of(), tenant -> true, 10).write(entries, NOVEMBER, NOVEMBER, out);
    assertThat(FocusRules.rows(out.toString())).hasSize(100);
    assertThat(FocusRules.broken(out.toString())).isEmpty();
  }

  @Test
  void export_everyItem_hasUnitsThatFocusKnows() throws IOException {
    Entries entries = new Entries();
    int i = 0;
    for (PriceItem item : PriceItem.all()) {
      long per = item.id().endsWith("_millis") ? 60_000 : item.scale();
      Cost cost =
          new Cost.Priced(5, "USD", "v1", List.of(new Cost.Line(item.id(), per, 5, per, 5)));
      entries.add(
          Entries.entry("u" + i++, TIME, TIME, Usage.UNREPORTED, Figures.unknown("none"), cost));
    }
    String csv = csv(entries, Map.of());
    assertThat(FocusRules.broken(csv)).isEmpty();
    assertThat(FocusRules.rows(csv))
        .allSatisfy(row -> assertThat(row.get("PricingUnit")).doesNotContainIgnoringCase("milli"))
        .extracting(row -> row.get("PricingUnit"))
        .contains("Tokens", "Images", "Minutes", "Seconds", "kWh", "PFLOP", "Requests");
  }

  @Test
  void export_unpricedEntries_makeNoRowButAreCounted() throws IOException {
    String csv = csv(new Entries().add(Entries.metered("a", TIME.toString(), 1, 1)), Map.of());
    assertThat(unpriced).isEqualTo(1);
    assertThat(FocusRules.rows(csv)).isEmpty();
  }

  @Test
  void export_nothing_isTheHeaderAlone() throws IOException {
    String csv = csv(new Entries(), Map.of());
    assertThat(csv).startsWith("BilledCost,BillingAccountId,").endsWith("\r\n");
    assertThat(csv.lines()).hasSize(1);
  }

  @Test
  void rules_brokenExport_isFound() {
    String csv = "BilledCost,ChargeCategory,Mine" + "\r\n";
    assertThat(FocusRules.broken(csv))
        .contains("column ListCost is missing", "column Mine is none of FOCUS and has no x_");
  }

  @Test
  void meter_everyItem_hasItsOwnName() {
    List<String> names = new ArrayList<>();
    for (PriceItem item : PriceItem.all()) {
      names.add(SkuNames.meter(item.id()));
    }
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains("Input Tokens", "Images", "Cache Write 1h Input Tokens", "Energy");
    assertThat(SkuNames.meter("images:1024x1024/hd")).isEqualTo("Images 1024x1024/hd");
  }

  private static SettledEntry metered(String id, Usage usage) {
    MeterReading reading =
        new Meter(ComputeLadder.standard(), PRICES)
            .read(
                new MeterInput(
                    Modality.TEXT,
                    usage,
                    RunShape.UNKNOWN,
                    "vendor-eu/claude-example",
                    ModelFacts.named("claude-example")
                        .withParameters(Interval.between(7e9, 9e9), null),
                    Sites.ofVendor("mistralai"),
                    1_400_000_000,
                    TIME));
    return new SettledEntry(
        new OpenedEntry(id, TIME, "acme", "key-1", null, id, "chat", Modality.TEXT, "chat"),
        TIME.plusSeconds(2),
        EndState.COMPLETED,
        "vendor-eu",
        "claude-example",
        "claude-example-20261001",
        List.of(),
        usage,
        reading,
        List.of(),
        List.of());
  }

  private String csv(LedgerEntries ledger, Map<String, AccountTerms> terms) throws IOException {
    return csv(ledger, terms, NOVEMBER, DECEMBER);
  }

  private String csv(
      LedgerEntries ledger, Map<String, AccountTerms> terms, YearMonth first, YearMonth last)
      throws IOException {
    StringBuilder out = new StringBuilder();
    unpriced = new FocusExport(ISSUER, terms, tenant -> true).write(ledger, first, last, out);
    return out.toString();
  }
}
