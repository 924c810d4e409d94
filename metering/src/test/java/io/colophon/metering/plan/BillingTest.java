package io.colophon.metering.plan;

import static io.colophon.metering.plan.Entries.DOLLAR;
import static io.colophon.metering.plan.Entries.images;
import static io.colophon.metering.plan.Entries.metered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.metering.price.Bands;
import io.colophon.metering.price.PriceItem;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillingTest extends BillingTrial {
  @Test
  void bill_noPlan_isThePriceList() throws IOException {
    run(AccountTerms.NONE, new Entries().add(images("a", "2026-11-03T00:00:00Z", 10)));
    assertThat(covers(0)).containsExactly(new Cover(Source.BILLED, "", 10, 40 * CENT));
  }

  @Test
  void bill_allowanceRunsOut_restCostsTheOveragePrice() throws IOException {
    Allowance allowance = allowance(Source.ALLOWANCE, IMAGES, 100, 0, Bands.flat(3 * CENT, 1));
    run(
        plan(allowance),
        new Entries()
            .add(images("a", "2026-11-03T00:00:00Z", 60))
            .add(images("b", "2026-11-04T00:00:00Z", 60)));
    assertThat(covers(0)).containsExactly(new Cover(Source.ALLOWANCE, "pool", 60, 240 * CENT));
    assertThat(covers(1))
        .containsExactly(
            new Cover(Source.ALLOWANCE, "pool", 40, 160 * CENT),
            new Cover(Source.BILLED, "", 20, 60 * CENT));
  }

  @Test
  void bill_nextPeriod_hasTheGrantAndWhatRollsOverUpToTheCap() throws IOException {
    run(
        plan(allowance(Source.ALLOWANCE, IMAGES, 100, 30, null)),
        new Entries()
            .add(images("a", "2026-11-30T23:59:59.999Z", 20))
            .add(images("b", "2026-12-01T00:00:00Z", 200)));
    assertThat(covers(1))
        .containsExactly(
            new Cover(Source.ALLOWANCE, "pool", 130, 520 * CENT),
            new Cover(Source.BILLED, "", 70, 280 * CENT));
    assertThat(summaries.get(0).allowances().get(0))
        .extracting("granted", "rolledOver", "used", "left")
        .containsExactly(100L, 0L, 20L, 80L);
    assertThat(summaries.get(1).allowances().get(0))
        .extracting("granted", "rolledOver", "used", "left")
        .containsExactly(100L, 30L, 130L, 0L);
  }

  @Test
  void bill_monthsWithoutUse_rollOverNoMoreThanTheCap() throws IOException {
    AccountTerms terms =
        terms(plan0(allowance(Source.ALLOWANCE, IMAGES, 100, 250, null)), YearMonth.of(2026, 1));
    run(terms, new Entries().add(images("a", "2026-11-03T00:00:00Z", 1_000)));
    assertThat(covers(0).get(0).quantity()).isEqualTo(350);
    assertThat(summaries).hasSize(12);
  }

  @Test
  void bill_everySource_isDrawnInOrderInOneDecision() throws IOException {
    Plan plan =
        new Plan(
            "team",
            "USD",
            List.of(),
            List.of(),
            List.of(
                new Allowance(Source.ALLOWANCE, "money", Models.ALL, null, 20 * CENT, 0, null),
                new Allowance(Source.ALLOWANCE, "pictures", Models.ALL, IMAGES, 5, 0, null),
                new Allowance(Source.FREE, "gift", Models.ALL, IMAGES, 2, 0, null)),
            0);
    run(
        new AccountTerms(
            List.of(new AccountTerms.Term(plan, NOVEMBER)), List.of(credit("c", 30 * CENT, 0))),
        new Entries().add(images("a", "2026-11-03T00:00:00Z", 30)));
    assertThat(covers(0))
        .extracting(Cover::source, Cover::name, Cover::nanos)
        .containsExactly(
            tuple(Source.FREE, "gift", 8 * CENT),
            tuple(Source.ALLOWANCE, "pictures", 20 * CENT),
            tuple(Source.ALLOWANCE, "money", 20 * CENT),
            tuple(Source.CREDIT, "c", 30 * CENT),
            tuple(Source.BILLED, "", 42 * CENT));
  }

  @Test
  void bill_severalCredits_areDrawnByPriorityThenExpiryThenName() throws IOException {
    Instant soon = Instant.parse("2026-12-01T00:00:00Z");
    Instant later = Instant.parse("2027-12-01T00:00:00Z");
    List<CreditGrant> credits =
        List.of(
            new CreditGrant("never", "USD", 4 * CENT, 1, Instant.EPOCH, null),
            new CreditGrant("later", "USD", 4 * CENT, 1, Instant.EPOCH, later),
            new CreditGrant("b-soon", "USD", 4 * CENT, 1, Instant.EPOCH, soon),
            new CreditGrant("a-soon", "USD", 4 * CENT, 1, Instant.EPOCH, soon),
            new CreditGrant("first", "USD", 4 * CENT, 0, Instant.EPOCH, null));
    run(
        new AccountTerms(List.of(), credits),
        new Entries().add(images("a", "2026-11-03T00:00:00Z", 5)));
    assertThat(covers(0))
        .extracting(Cover::name)
        .containsExactly("first", "a-soon", "b-soon", "later", "never");
  }

  @Test
  void bill_creditAtItsExpiry_coversTheLastInstantAndNotTheNext() throws IOException {
    CreditGrant grant =
        new CreditGrant(
            "welcome",
            "USD",
            DOLLAR,
            0,
            Instant.parse("2026-11-10T00:00:00Z"),
            Instant.parse("2026-11-20T00:00:00Z"));
    run(
        new AccountTerms(List.of(), List.of(grant)),
        new Entries()
            .add(images("a", "2026-11-09T23:59:59.999999999Z", 1))
            .add(images("b", "2026-11-10T00:00:00Z", 1))
            .add(images("c", "2026-11-19T23:59:59.999999999Z", 1))
            .add(images("d", "2026-11-20T00:00:00Z", 1)));
    assertThat(bookings)
        .extracting(booking -> booking.charges().get(0).covers().get(0).source())
        .containsExactly(Source.BILLED, Source.CREDIT, Source.CREDIT, Source.BILLED);
  }

  @Test
  void bill_creditOfAnotherCurrency_coversNothing() throws IOException {
    CreditGrant yuan = new CreditGrant("cny", "CNY", DOLLAR, 0, Instant.EPOCH, null);
    run(
        new AccountTerms(List.of(), List.of(yuan)),
        new Entries().add(images("a", "2026-11-09T00:00:00Z", 1)));
    assertThat(covers(0)).extracting(Cover::source).containsExactly(Source.BILLED);
  }

  @Test
  void bill_minimumNotReached_isFilledUp() throws IOException {
    Plan plan =
        new Plan(
            "team",
            "USD",
            List.of(new Fee("seat", 2, 5 * DOLLAR)),
            List.of(),
            List.of(),
            12 * DOLLAR);
    run(terms(plan, NOVEMBER), new Entries().add(images("a", "2026-11-09T00:00:00Z", 10)));
    // 10.00 of fees and 0.40 of use leave 1.60; December has the fees alone.
    assertThat(summaries)
        .extracting(PeriodSummary::minimumNanos)
        .containsExactly(BigInteger.valueOf(160 * CENT), BigInteger.valueOf(2 * DOLLAR));
  }

  @Test
  void bill_graduatedBandsByPeriod_priceEachPartByItsOwn() throws IOException {
    run(
        banded(Bands.Mode.GRADUATED),
        new Entries()
            .add(images("a", "2026-11-01T00:00:00Z", 80))
            .add(images("b", "2026-11-02T00:00:00Z", 40))
            .add(images("c", "2026-12-01T00:00:00Z", 10)));
    assertThat(bookings.get(0).charges())
        .extracting(Charge::quantity, Charge::listNanos)
        .containsExactly(tuple(80L, 80 * 10 * CENT));
    assertThat(bookings.get(1).charges())
        .extracting(Charge::quantity, Charge::listNanos)
        .containsExactly(tuple(20L, 20 * 10 * CENT), tuple(20L, 20 * 6 * CENT));
    assertThat(bookings.get(2).charges())
        .extracting(Charge::listNanos)
        .containsExactly(10 * 10 * CENT);
  }

  @Test
  void bill_volumeBandsByPeriod_priceAllByTheWholePeriod() throws IOException {
    run(
        banded(Bands.Mode.VOLUME),
        new Entries()
            .add(images("a", "2026-11-01T00:00:00Z", 80))
            .add(images("b", "2026-11-02T00:00:00Z", 40))
            .add(images("c", "2026-12-01T00:00:00Z", 100)));
    assertThat(bookings)
        .extracting(booking -> booking.charges().get(0).listNanos())
        .containsExactly(80 * 6 * CENT, 40 * 6 * CENT, 100 * 10 * CENT);
  }

  @Test
  void bill_dedicatedModel_paysHoursReservedThenOverageAndEnergy() throws IOException {
    Tariff marginal =
        new Tariff(
            "dedicated",
            "USD",
            "dedicated",
            Instant.EPOCH,
            null,
            List.of(
                new UnitPrice(PriceItem.GPU_SECONDS, 5 * DOLLAR, 3_600_000_000L),
                new UnitPrice(PriceItem.KWH, 20 * CENT, 1_000_000_000L)));
    Plan plan =
        new Plan(
            "custom",
            "USD",
            List.of(new Fee("reserved", 10, 4 * DOLLAR)),
            List.of(new PlanTariff(new Models(List.of("painter-*")), marginal, Map.of())),
            List.of(
                new Allowance(
                    Source.RESERVED,
                    "reserved",
                    new Models(List.of("painter-*")),
                    PriceItem.GPU_SECONDS,
                    36_000L * 1_000_000,
                    0,
                    null)),
            0);
    run(
        terms(plan, NOVEMBER),
        new Entries()
            .add(metered("a", "2026-11-01T00:00:00Z", 2.5, 32_400))
            .add(metered("b", "2026-11-02T00:00:00Z", 0.5, 7_200)));
    assertThat(bookings.get(0).charges().get(0).covers())
        .containsExactly(new Cover(Source.RESERVED, "reserved", 32_400_000_000L, 45 * DOLLAR));
    assertThat(bookings.get(0).charges().get(1).covers())
        .containsExactly(new Cover(Source.BILLED, "", 2_500_000_000L, 50 * CENT));
    // One hour is left of the ten; the second of this generation costs the overage price.
    assertThat(bookings.get(1).charges().get(0).covers())
        .containsExactly(
            new Cover(Source.RESERVED, "reserved", 3_600_000_000L, 5 * DOLLAR),
            new Cover(Source.BILLED, "", 3_600_000_000L, 5 * DOLLAR));
    assertThat(summaries.get(0).fees().get(0).nanos()).isEqualTo(40 * DOLLAR);
  }

  @Test
  void bill_unpriced_isNoChargeAndSaysWhy() throws IOException {
    run(AccountTerms.NONE, new Entries().add(metered("a", "2026-11-01T00:00:00Z", 1, 1)));
    assertThat(bookings.get(0).charges()).isEmpty();
    assertThat(bookings.get(0).unpriced()).isEqualTo("no tariff for the target or the model");
  }

  @Test
  void bill_clockSetBackOverTheEndOfAPeriod_opensNoClosedOne() throws IOException {
    run(
        AccountTerms.NONE,
        new Entries()
            .add(images("a", "2026-12-01T00:00:01Z", 1))
            .add(images("b", "2026-11-30T23:59:59Z", 1)));
    assertThat(bookings).extracting(Booking::period).containsExactly(DECEMBER, DECEMBER);
  }

  @Test
  void bill_planChanges_takesTheNewOnesAllowances() throws IOException {
    Plan small = plan0(allowance(Source.ALLOWANCE, IMAGES, 5, 5, null));
    Plan large =
        new Plan(
            "large",
            "USD",
            List.of(),
            List.of(),
            List.of(allowance(Source.ALLOWANCE, IMAGES, 50, 0, null)),
            0);
    run(
        new AccountTerms(
            List.of(new AccountTerms.Term(small, NOVEMBER), new AccountTerms.Term(large, DECEMBER)),
            List.of()),
        new Entries()
            .add(images("a", "2026-11-03T00:00:00Z", 1))
            .add(images("b", "2026-12-03T00:00:00Z", 60)));
    assertThat(covers(1).get(0).quantity()).isEqualTo(50);
  }

  @Test
  void allowance_ofMoneyWithOveragePrice_isRejected() {
    assertThatThrownBy(() -> allowance(Source.ALLOWANCE, null, 5, 0, Bands.flat(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("allowance pool of money has an overage price, expected one of an item only");
  }
}
