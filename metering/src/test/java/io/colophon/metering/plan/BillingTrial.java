package io.colophon.metering.plan;

import static io.colophon.metering.plan.Entries.DOLLAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.price.Bands;
import io.colophon.metering.price.Bands.Band;
import io.colophon.metering.price.PriceItem;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bills entries and keeps what the bookkeeper says, for the tests of billing. */
abstract class BillingTrial {
  static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  static final PriceItem IMAGES = PriceItem.of(UsageUnit.IMAGES);
  static final long CENT = DOLLAR / 100;

  final List<Booking> bookings = new ArrayList<>();
  final List<PeriodSummary> summaries = new ArrayList<>();

  void run(AccountTerms terms, Entries entries) throws IOException {
    new Billing(entries, Map.of("acme", terms), "acme"::equals, DECEMBER)
        .run(
            new Billing.Sink() {
              @Override
              public void booked(Booking booking) {
                bookings.add(booking);
              }

              @Override
              public void closed(PeriodSummary summary) {
                summaries.add(summary);
              }
            });
  }

  List<Cover> covers(int booking) {
    assertThat(bookings.get(booking).charges()).hasSize(1);
    return bookings.get(booking).charges().get(0).covers();
  }

  Booking.Correction correctionOf(int booking) {
    return Objects.requireNonNull(bookings.get(booking).correction());
  }

  static Allowance allowance(
      Source source, @Nullable PriceItem item, long quantity, long cap, @Nullable Bands overage) {
    return new Allowance(source, "pool", Models.ALL, item, quantity, cap, overage);
  }

  static Plan plan0(Allowance allowance) {
    return new Plan("team", "USD", List.of(), List.of(), List.of(allowance), 0);
  }

  static AccountTerms plan(Allowance allowance) {
    return terms(plan0(allowance), NOVEMBER);
  }

  static AccountTerms terms(Plan plan, YearMonth from) {
    return new AccountTerms(List.of(new AccountTerms.Term(plan, from)), List.of());
  }

  static CreditGrant credit(String name, long nanos, int priority) {
    return new CreditGrant(name, "USD", nanos, priority, Instant.EPOCH, null);
  }

  /** Ten cents a picture, six beyond a hundred. */
  static AccountTerms banded(Bands.Mode mode) {
    Tariff tariff =
        new Tariff(
            "team",
            "USD",
            "team",
            Instant.EPOCH,
            null,
            List.of(new UnitPrice(UsageUnit.IMAGES, 10 * CENT, 1)));
    Bands bands = new Bands(mode, List.of(new Band(0, 10 * CENT, 1), new Band(100, 6 * CENT, 1)));
    return terms(
        new Plan(
            "team",
            "USD",
            List.of(),
            List.of(new PlanTariff(Models.ALL, tariff, Map.of(IMAGES, bands))),
            List.of(),
            0),
        NOVEMBER);
  }
}
