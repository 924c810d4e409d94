package io.colophon.metering.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.figure.Figures;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.plan.Allowance;
import io.colophon.metering.plan.CorrectedUsage;
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
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InvoiceTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final long DOLLAR = 1_000_000_000;
  private static final long MILLION = 1_000_000;

  /** The example of docs/billing.md. */
  @Test
  void invoice_exampleOfTheDocument_comesToThat() throws IOException {
    Invoice invoice = Invoice.of(example(), team(), "acme", NOVEMBER);
    Invoice.Totals totals = invoice.totals().get("USD");
    assertThat(totals.from(Source.FREE)).isEqualTo(BigInteger.valueOf(800_000_000));
    assertThat(totals.from(Source.ALLOWANCE)).isEqualTo(BigInteger.valueOf(150 * DOLLAR));
    assertThat(totals.from(Source.CREDIT)).isEqualTo(BigInteger.valueOf(36_400_000_000L));
    assertThat(totals.from(Source.BILLED)).isZero();
    assertThat(totals.minimum()).isEqualTo(BigInteger.valueOf(50 * DOLLAR));
    assertThat(totals.due()).isEqualTo(BigInteger.valueOf(250 * DOLLAR));
    assertThat(invoice.summary().credits().get(0).leftNanos()).isEqualTo(13_600_000_000L);
    assertThat(invoice.toTable())
        .startsWith("Invoice of acme for 2026-11, plan team\n")
        .contains("due", "250.00", "credit welcome: left 13.6 USD", "free first pictures: granted");
  }

  @Test
  void invoice_correctionInDecember_standsThereAndNovemberStaysAsItWas() throws IOException {
    Entries entries = example();
    String november = Invoice.of(entries, team(), "acme", NOVEMBER).toJson();
    entries.add(
        Entries.correction(
            1, "2026-12-03T00:00:00Z", Entries.images("p", "2026-11-05T00:00:00Z", 20)));
    assertThat(Invoice.of(entries, team(), "acme", NOVEMBER).toJson()).isEqualTo(november);
    Invoice december = Invoice.of(entries, team(), "acme", DECEMBER);
    InvoiceLine line =
        december.lines().stream()
            .filter(each -> each.key().kind() == InvoiceLine.Kind.CORRECTION)
            .findFirst()
            .orElseThrow();
    assertThat(line.key().used()).isEqualTo(NOVEMBER);
    assertThat(line.key().correction())
        .isEqualTo(new InvoiceLine.Corrected("p", 1, "the vendor's invoice"));
    assertThat(line.quantity()).isEqualTo(BigInteger.valueOf(-10));
    // The ten had been paid by the credit, which is still valid and gets them back.
    assertThat(line.covers())
        .containsExactly(
            new InvoiceLine.Covered(
                Source.CREDIT,
                "welcome",
                BigInteger.valueOf(-10),
                BigInteger.valueOf(-400_000_000)));
    assertThat(december.toTable()).contains("Correction 1 of p in 2026-11, images");
    assertThat(december.toCsv()).contains(",correction,vendor/painter-1,images,2026-11,USD,");
  }

  @Test
  void invoice_json_addsUp() throws IOException {
    JsonNode json =
        JsonMapper.shared().readTree(Invoice.of(example(), team(), "acme", NOVEMBER).toJson());
    long sum = 0;
    for (JsonNode line : json.get("lines")) {
      long ofLine = 0;
      for (JsonNode source : line.get("sources")) {
        ofLine += source.get("nanos").asLong();
        if (source.get("source").asString().equals("billed")) {
          sum += source.get("nanos").asLong();
        }
      }
      assertThat(ofLine).isEqualTo(line.get("nanos").asLong());
    }
    assertThat(json.get("totals").get("USD").get("due_nanos").asLong()).isEqualTo(sum);
    assertThat(json.get("totals").get("USD").get("payable").asString()).isEqualTo("250.00");
  }

  @Test
  void invoice_unpriced_isCountedWithItsReason() throws IOException {
    Invoice invoice =
        Invoice.of(
            new Entries().add(Entries.metered("a", "2026-11-03T00:00:00Z", 1, 1)),
            AccountTerms.NONE,
            "acme",
            NOVEMBER);
    assertThat(invoice.lines()).isEmpty();
    assertThat(invoice.unpriced()).isEqualTo(1);
    assertThat(invoice.unpricedReasons())
        .isEqualTo(Map.of("no tariff for the target or the model", 1L));
    assertThat(invoice.toTable()).contains("1 of 1 generations have no price");
  }

  @Test
  void invoice_ofAnotherTenant_isEmpty() throws IOException {
    Invoice invoice = Invoice.of(example(), AccountTerms.NONE, "other", NOVEMBER);
    assertThat(invoice.totals()).isEmpty();
    assertThat(invoice.toTable()).contains("Nothing is charged.");
  }

  @Test
  void payable_isRoundedToCoinsThatExist() {
    assertThat(Invoice.payable(BigInteger.valueOf(1_005_000_000), "USD").toPlainString())
        .isEqualTo("1.00");
    assertThat(Invoice.payable(BigInteger.valueOf(1_015_000_000), "USD").toPlainString())
        .isEqualTo("1.02");
    assertThat(Invoice.payable(BigInteger.valueOf(-1_500_000_000), "JPY").toPlainString())
        .isEqualTo("-2");
  }

  @Test
  void correction_ofACounter_isPricedAnewAndKeepsTheRest() {
    SettledEntry entry = Entries.images("a", "2026-11-03T00:00:00Z", 10);
    PriceBook prices =
        new PriceBook(
            List.of(
                new Tariff(
                    "painter-1",
                    "USD",
                    "v2",
                    Instant.EPOCH,
                    null,
                    List.of(new UnitPrice(UsageUnit.IMAGES, DOLLAR, 1)))));
    CorrectionEntry first =
        CorrectedUsage.of(
            entry, Map.of(UsageUnit.IMAGES, 3L), prices, Instant.EPOCH, "counted twice");
    assertThat(first.revision()).isEqualTo(1);
    assertThat(first.corrected().usage().of(UsageUnit.IMAGES))
        .isEqualTo(new Quantity.Known(3, Quantity.Source.PROVIDER_RECONCILED));
    assertThat(first.corrected().reading().cost()).extracting("nanos").isEqualTo(3 * DOLLAR);
    assertThat(first.corrected().opened()).isEqualTo(entry.opened());
    CorrectionEntry second =
        CorrectedUsage.of(first, Map.of(), PriceBook.EMPTY, Instant.EPOCH, "no price after all");
    assertThat(second.revision()).isEqualTo(2);
    assertThat(second.corrected().reading().cost()).isInstanceOf(Cost.Unpriced.class);
  }

  private static Entries example() {
    Usage tokens =
        Usage.from(Quantity.Source.PROVIDER_FINAL)
            .with(UsageUnit.OUTPUT_TOKENS, 13 * MILLION)
            .build();
    return new Entries()
        .add(
            Entries.entry(
                "t",
                Instant.parse("2026-11-03T00:00:00Z"),
                Instant.parse("2026-11-03T00:01:00Z"),
                tokens,
                Figures.unknown("not metered"),
                new Cost.Priced(
                    195 * DOLLAR,
                    "USD",
                    "2026",
                    List.of(
                        new Cost.Line(
                            "output_tokens", 13 * MILLION, 15 * DOLLAR, MILLION, 195 * DOLLAR)))))
        .add(Entries.images("p", "2026-11-05T00:00:00Z", 30));
  }

  private static AccountTerms team() {
    Plan team =
        new Plan(
            "team",
            "USD",
            List.of(new Fee("subscription", 1, 200 * DOLLAR)),
            List.of(),
            List.of(
                new Allowance(
                    Source.ALLOWANCE,
                    "output_tokens",
                    Models.ALL,
                    PriceItem.of(UsageUnit.OUTPUT_TOKENS),
                    10 * MILLION,
                    5 * MILLION,
                    Bands.flat(12 * DOLLAR, MILLION)),
                new Allowance(
                    Source.FREE,
                    "first pictures",
                    Models.ALL,
                    PriceItem.of(UsageUnit.IMAGES),
                    20,
                    0,
                    null)),
            250 * DOLLAR);
    return new AccountTerms(
        List.of(new AccountTerms.Term(team, NOVEMBER)),
        List.of(new CreditGrant("welcome", "USD", 50 * DOLLAR, 0, Instant.EPOCH, null)));
  }
}
