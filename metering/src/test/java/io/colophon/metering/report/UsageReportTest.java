package io.colophon.metering.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SampleEntries;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UsageReportTest {
  private static final Instant DAY_1 = Instant.parse("2026-11-21T23:59:59Z");
  private static final Instant DAY_2 = Instant.parse("2026-11-22T00:00:00Z");
  private static final Method METHOD = new Method("test", "1");

  @Test
  void report_byTenantAndDay_groupsAndSorts() throws IOException {
    UsageReport report =
        report(
            List.of(
                entry("a", "beta", DAY_2, SampleEntries.tokens(1, 2)),
                entry("b", "acme", DAY_2, SampleEntries.tokens(10, 20)),
                entry("c", "acme", DAY_1, SampleEntries.tokens(100, 200)),
                entry("d", "acme", DAY_2, SampleEntries.tokens(1_000, 2_000))),
            Dimension.TENANT,
            Dimension.DAY);
    assertThat(report.groups())
        .extracting(UsageReport.Group::key)
        .containsExactly(
            List.of("acme", "2026-11-21"),
            List.of("acme", "2026-11-22"),
            List.of("beta", "2026-11-22"));
    assertThat(report.groups().get(1).totals().sum(UsageUnit.INPUT_TOKENS)).isEqualTo(1_010);
    assertThat(report.total().entries()).isEqualTo(4);
  }

  @Test
  void report_countersNotReported_areCountedNotAddedAsZero() throws IOException {
    Usage zero = SampleEntries.tokens(0, 0);
    UsageReport report =
        report(
            List.of(
                entry("a", "t", DAY_1, zero),
                entry("b", "t", DAY_1, Usage.UNREPORTED),
                entry("c", "t", DAY_1, SampleEntries.tokens(5, 7))));
    UsageTotals total = report.total();
    assertThat(total.sum(UsageUnit.INPUT_TOKENS)).isEqualTo(5);
    assertThat(total.reported(UsageUnit.INPUT_TOKENS)).isEqualTo(2);
    assertThat(total.reported(UsageUnit.IMAGES)).isZero();
    assertThat(total.known(Metric.ENERGY)).isEqualTo(2);
    assertThat(total.unknown(Metric.ENERGY)).isEqualTo(1);
    assertThat(total.unpriced()).isEqualTo(1);
  }

  @Test
  void report_randomEntries_sumsAreThoseOfTheEntries() throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    List<SettledEntry> entries = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      entries.add(random(random, i));
    }
    for (Dimension by : Dimension.values()) {
      UsageReport report = report(entries, by);
      assertThat(report.groups().stream().mapToLong(g -> g.totals().entries()).sum())
          .isEqualTo(3_000);
      for (UsageReport.Group group : report.groups()) {
        List<SettledEntry> its =
            entries.stream().filter(e -> by.of(e).equals(group.key().get(0))).toList();
        assertTotals(group.totals(), its);
      }
      assertTotals(report.total(), entries);
    }
  }

  private static void assertTotals(UsageTotals totals, List<SettledEntry> entries) {
    assertThat(totals.entries()).isEqualTo(entries.size());
    for (UsageUnit unit : List.of(UsageUnit.INPUT_TOKENS, UsageUnit.FLOP, UsageUnit.IMAGES)) {
      BigInteger sum = BigInteger.ZERO;
      long reported = 0;
      for (SettledEntry entry : entries) {
        if (entry.usage().value(unit).isPresent()) {
          sum = sum.add(BigInteger.valueOf(entry.usage().value(unit).getAsLong()));
          reported++;
        }
      }
      assertThat(totals.sum(unit)).isEqualTo(sum);
      assertThat(totals.reported(unit)).isEqualTo(reported);
    }
    BigDecimal energy = BigDecimal.ZERO;
    long unknown = 0;
    BigInteger dollars = BigInteger.ZERO;
    long unpriced = 0;
    for (SettledEntry entry : entries) {
      if (entry.reading().figures().of(Metric.ENERGY) instanceof Figure.Known known) {
        energy = energy.add(new BigDecimal(known.value().high()));
      } else {
        unknown++;
      }
      if (entry.reading().cost() instanceof Cost.Priced priced) {
        if (priced.currency().equals("USD")) {
          dollars = dollars.add(BigInteger.valueOf(priced.nanos()));
        }
      } else {
        unpriced++;
      }
    }
    assertThat(totals.unknown(Metric.ENERGY)).isEqualTo(unknown);
    assertThat(totals.known(Metric.ENERGY)).isEqualTo(entries.size() - unknown);
    assertThat(totals.sum(Metric.ENERGY).high())
        .isCloseTo(energy.doubleValue(), withinPercentage(1e-12));
    assertThat(totals.costNanos().getOrDefault("USD", BigInteger.ZERO)).isEqualTo(dollars);
    assertThat(totals.unpriced()).isEqualTo(unpriced);
    assertThat(totals.suspect())
        .isEqualTo(entries.stream().filter(entry -> entry.usage().isSuspect()).count());
  }

  private static SettledEntry random(SplittableRandom random, int i) {
    Usage.Builder usage = Usage.from(Source.PROVIDER_FINAL);
    if (random.nextBoolean()) {
      usage.with(UsageUnit.INPUT_TOKENS, random.nextLong(100_000));
    }
    if (random.nextInt(10) > 0) {
      usage.with(UsageUnit.FLOP, random.nextLong(Long.MAX_VALUE)); // the sum exceeds a long
    }
    if (random.nextInt(5) == 0) {
      usage.with(UsageUnit.IMAGES, 0);
    }
    if (random.nextInt(20) == 0) {
      usage.suspect(UsageUnit.OUTPUT_TOKENS, 7, "-7", "0 or more");
    }
    double scale = Math.pow(10, random.nextInt(-12, 6));
    double low = random.nextDouble() * scale;
    Figure energy =
        random.nextInt(4) == 0
            ? new Figure.Unknown("test")
            : new Figure.Known(Interval.between(low, low * 2), METHOD, "test");
    Cost cost =
        random.nextInt(4) == 0
            ? new Cost.Unpriced("test")
            : new Cost.Priced(
                random.nextLong(Long.MAX_VALUE),
                random.nextBoolean() ? "USD" : "CNY",
                "v1",
                List.of());
    OpenedEntry opened =
        new OpenedEntry(
            "u" + i,
            DAY_1.plusSeconds(random.nextInt(200_000)),
            "tenant-" + random.nextInt(3),
            "key-" + random.nextInt(5),
            null,
            "g",
            "route-" + random.nextInt(2),
            Modality.values()[random.nextInt(4)],
            "m");
    boolean served = random.nextBoolean();
    return new SettledEntry(
        opened,
        DAY_2,
        EndState.values()[random.nextInt(EndState.values().length)],
        served ? "vendor-" + random.nextInt(2) : null,
        served ? "model-" + random.nextInt(2) : null,
        null,
        List.of(),
        usage.build(),
        new MeterReading(
            Figures.collect().with(Metric.ENERGY, energy).build(),
            "test",
            new MeterReading.Place(null, Interval.ONE, true),
            cost),
        List.of(),
        List.of());
  }

  @Test
  void toTable_unknownAndUnpriced_areVisible() throws IOException {
    String table =
        report(
                List.of(
                    entry("a", "acme", DAY_1, SampleEntries.tokens(1_000_000, 0)),
                    entry("b", "acme", DAY_1, Usage.UNREPORTED),
                    entry("c", "be\u001b[31mta", DAY_1, Usage.UNREPORTED)),
                Dimension.TENANT)
            .toTable();
    List<String> lines = table.lines().toList();
    assertThat(lines.get(0)).startsWith("tenant").contains("input_tokens").endsWith("cost");
    assertThat(lines.get(1)).startsWith("acme").contains("1000000").endsWith("0.15 USD (+1?)");
    assertThat(lines.get(2))
        .startsWith("be\ufffd[31mta")
        .contains("  -  ")
        .contains("  ?  ")
        .endsWith("unpriced");
    assertThat(lines.get(3)).startsWith("total").endsWith("0.15 USD (+2?)");
    assertThat(lines).hasSize(4);
  }

  @Test
  void report_suspectEntries_areCountedOnceEachAndShown() throws IOException {
    Usage suspect =
        Usage.from(Source.PROVIDER_FINAL)
            .suspect(UsageUnit.INPUT_TOKENS, 0, "-1", "0 or more")
            .suspect(UsageUnit.OUTPUT_TOKENS, 9, "1e30", "a count")
            .build();
    UsageReport report =
        report(
            List.of(
                entry("a", "acme", DAY_1, suspect),
                entry("b", "beta", DAY_1, SampleEntries.tokens(1, 2)),
                entry("c", "acme", DAY_1, suspect)),
            Dimension.TENANT);
    List<String> lines = report.toTable().lines().toList();
    assertThat(lines.get(0)).startsWith("tenant  entries  suspect  ");
    assertThat(lines.get(1)).startsWith("acme          2        2  ");
    assertThat(lines.get(2)).startsWith("beta          1        0  ");
    assertThat(lines.get(3)).startsWith("total         3        2  ");
    assertThat(report.toCsv().lines().map(line -> line.substring(line.lastIndexOf(',') + 1)))
        .containsExactly("suspect", "2", "0");
    JsonNode json = JsonMapper.shared().readTree(report.toJson());
    assertThat(json.get("groups").get(1).get("suspect").asInt()).isZero();
    assertThat(json.get("total").get("suspect").asInt()).isEqualTo(2);
    UsageReport sound =
        report(List.of(entry("a", "acme", DAY_1, SampleEntries.tokens(1, 2))), Dimension.TENANT);
    assertThat(sound.toTable()).doesNotContain("suspect");
  }

  @Test
  void toCsv_namesWithQuotes_areQuotedAfterRfc4180() throws IOException {
    String csv =
        report(
                List.of(
                    entry("a", "a,\"b\"\nc", DAY_1, SampleEntries.tokens(3, 4)),
                    entry("b", "plain", DAY_1, Usage.UNREPORTED)),
                Dimension.TENANT)
            .toCsv();
    assertThat(csv).startsWith("tenant,entries,input_tokens,input_tokens_reported_by,");
    assertThat(csv).contains("\r\n\"a,\"\"b\"\"\nc\",1,3,1,");
    assertThat(csv).contains("\r\nplain,1,,0,");
    List<String> header = Arrays.asList(csv.split("\r\n")[0].split(",", -1));
    assertThat(header).doesNotHaveDuplicates().endsWith("cost_USD", "unpriced", "suspect");
    List<String> plain = Arrays.asList(csv.split("\r\n")[2].split(",", -1));
    assertThat(plain).hasSameSizeAs(header);
    assertThat(plain.get(header.indexOf("energy_kWh"))).isEmpty();
    assertThat(plain.get(header.indexOf("energy_unknown"))).isEqualTo("1");
    assertThat(plain.get(header.indexOf("cost_USD"))).isEmpty();
    assertThat(plain.get(header.indexOf("unpriced"))).isEqualTo("1");
  }

  @Test
  void toJson_report_hasGroupsAndTotal() throws IOException {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                report(
                        List.of(
                            entry("a", "acme", DAY_1, SampleEntries.tokens(3, 4)),
                            entry("b", "acme", DAY_1, Usage.UNREPORTED)),
                        Dimension.TENANT,
                        Dimension.END_STATE)
                    .toJson());
    JsonNode group = json.get("groups").get(0);
    assertThat(group.get("key").toString())
        .isEqualTo("{\"tenant\":\"acme\",\"end-state\":\"completed\"}");
    assertThat(group.get("usage").get("input_tokens").toString())
        .isEqualTo("{\"sum\":3,\"reported_by\":1}");
    assertThat(group.get("figures").get("energy").get("unknown").asInt()).isEqualTo(1);
    assertThat(group.get("figures").get("energy").get("best").asDouble()).isPositive();
    assertThat(json.get("total").get("unpriced").asInt()).isEqualTo(1);
  }

  @Test
  void parse_dimensions_readsOrNamesWhatIsWrong() {
    assertThat(Dimension.parse("tenant, end-state"))
        .containsExactly(Dimension.TENANT, Dimension.END_STATE);
    assertThatThrownBy(() -> Dimension.parse("tenant,colour"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--by has 'colour', expected some of [tenant, key, ");
    assertThatThrownBy(() -> Dimension.parse("day,day"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--by has 'day' twice, expected once");
  }

  @Test
  void exactSum_beyondALong_isExact() {
    ExactSum sum = new ExactSum();
    for (long value : new long[] {Long.MAX_VALUE, 5, Long.MAX_VALUE, Long.MIN_VALUE, -7}) {
      sum.add(value);
    }
    assertThat(sum.value()).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE - 3));
  }

  @Test
  void intervalSum_smallAfterLarge_losesNothing() {
    IntervalSum sum = new IntervalSum();
    sum.add(new Figure.Known(Interval.of(1e16), METHOD, ""));
    for (int i = 0; i < 1_000; i++) {
      sum.add(new Figure.Known(Interval.of(1), METHOD, ""));
    }
    assertThat(sum.value().best()).isEqualTo(1e16 + 1_000);
  }

  private static SettledEntry entry(String id, String tenant, Instant time, Usage usage) {
    return SampleEntries.settled(
        SampleEntries.opened(id, tenant, "key-1", time), EndState.COMPLETED, usage);
  }

  private static UsageReport report(List<SettledEntry> entries, Dimension... by)
      throws IOException {
    return UsageReport.of(new InMemoryLedger(entries), LedgerFilter.ALL, List.of(by));
  }
}
