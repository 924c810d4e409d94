package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.MeterReading;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BillingCommandsTest {
  private static final Instant USED = Instant.parse("2026-03-03T08:00:00Z");

  @TempDir private Path folder;

  @BeforeEach
  void data() throws IOException {
    Files.writeString(
        folder.resolve("c.yaml"),
        """
        embedded: false
        labeling: [{jurisdictions: cn, producer: acme}]
        prices: [{model: painter, rates: {images: 0.04}}]
        plans: {team: {fee: 5, free: [{unit: images, amount: 10}]}}
        tenants: {acme: {plan: team, plan-from: 2026-03}}
        """);
    try (Ledger ledger =
        Ledger.open(folder.resolve("data/ledger"), Clock.fixed(USED, ZoneOffset.UTC))) {
      SettledEntry entry = entry();
      ledger.opened(entry.opened());
      ledger.settle(entry).join();
      OpenedEntry open = opened("still-open");
      ledger.opened(open);
    }
  }

  @Test
  void invoice_ofAMonth_hasPlanUseAndTotal() {
    CommandLineRun run = invoice("2026-03");
    assertThat(run.err()).isEmpty();
    JsonNode invoice = JsonMapper.shared().readTree(run.out());
    JsonNode totals = invoice.get("totals").get("USD");
    assertThat(invoice.get("plan").asString()).isEqualTo("team");
    assertThat(totals.get("free_nanos").asLong()).isEqualTo(400_000_000);
    assertThat(totals.get("billed_nanos").asLong()).isEqualTo(800_000_000);
    assertThat(totals.get("payable").asString()).isEqualTo("5.80");
    assertThat(of("usage", "invoice", "--tenant", "acme", "--period", "2026-03").out())
        .startsWith("Invoice of acme for 2026-03, plan team");
  }

  @Test
  void correct_afterTheMonth_isOnALaterInvoiceOnly() {
    String before = invoice("2026-03").out();
    CommandLineRun run = of("usage", "correct", "gen-1", "--set", "images=25", "--reason", "bill");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            booked revision 1 of gen-1, now 1 USD
            ~ images: 30 -> 25
            ~ cost: 1.2 USD -> 1 USD
            - images: 30 at 0.04 = 1.2
            + images: 25 at 0.04 = 1
            """);
    assertThat(invoice("2026-03").out()).isEqualTo(before);
    String focus = of("usage", "report", "--format", "focus", "--from", "2026-03-01").out();
    assertThat(focus.lines().filter(line -> line.contains(",Correction,")))
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).contains("2026-03-03T00:00:00Z"));
    assertThat(of("usage", "correct", "gen-1", "--reprice", "--reason", "again").out())
        .startsWith("booked revision 2 of gen-1");
  }

  @Test
  void correct_whatIsNotSettled_saysSoAndBooksNothing() {
    assertThat(of("usage", "correct", "nobody", "--reprice", "--reason", "why").err())
        .isEqualTo("error: no generation 'nobody' is settled\n");
    assertThat(of("usage", "correct", "still-open", "--reprice", "--reason", "why").code())
        .isEqualTo(1);
    assertThat(of("usage", "correct", "gen-1", "--reason", "why").err())
        .contains("expected either --set UNIT=N or --reprice");
    assertThat(of("usage", "correct", "gen-1", "--set", "picture=1", "--reason", "why").err())
        .contains("--set has 'picture', expected a counter such as output_tokens");
  }

  @Test
  void correct_sameRevisionAgain_saysThatItIsNotTheNext() {
    String[] once = {
      "usage", "correct", "gen-1", "--set", "images=25", "--reason", "bill", "--revision", "1"
    };
    assertThat(of(once).code()).isZero();
    CommandLineRun again = of(once);
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err())
        .isEqualTo(
            "error: nothing was booked (NOT_NEXT): usage id gen-1 has revision 1, so 1 is not the"
                + " next\n");
  }

  @Test
  void correct_noServerAndNoPrices_saysWhatIsMissing() {
    CommandLineRun run =
        CommandLineRun.of(
            "usage",
            "correct",
            "gen-1",
            "--reprice",
            "--reason",
            "why",
            "--data",
            folder.resolve("data").toString());
    assertThat(run.code()).isEqualTo(64);
    assertThat(run.err()).contains("no server has the ledger open, expected --config F");
  }

  @Test
  void invoice_wrongMonth_saysWhatIsExpected() {
    assertThat(invoice("March").err())
        .contains("--period is 'March', expected a month such as 2026-11");
    assertThat(invoice("9999-01").err()).contains("expected no later than");
    assertThat(of("usage", "report", "--format", "focus", "--from", "2026-03-02").err())
        .contains("expected for --format focus the first day of a month");
  }

  private CommandLineRun invoice(String month) {
    return of("usage", "invoice", "--tenant", "acme", "--period", month, "--json");
  }

  private CommandLineRun of(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--config",
            folder.resolve("c.yaml").toString(),
            "--data",
            folder.resolve("data").toString()));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private static SettledEntry entry() {
    MeterReading unknown = MeterReading.unknown("not metered");
    long each = 40_000_000;
    return new SettledEntry(
        opened("gen-1"),
        USED.plusSeconds(5),
        EndState.COMPLETED,
        "vendor",
        "painter",
        null,
        List.of(),
        Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, 30).build(),
        new MeterReading(
            unknown.figures(),
            unknown.energyReason(),
            unknown.place(),
            new Cost.Priced(
                30 * each, "USD", "v1", List.of(new Cost.Line("images", 30, each, 1, 30 * each)))),
        List.of(),
        List.of());
  }

  private static OpenedEntry opened(String id) {
    return new OpenedEntry(id, USED, "acme", "key-1", null, id, "route", Modality.IMAGE, "painter");
  }
}
