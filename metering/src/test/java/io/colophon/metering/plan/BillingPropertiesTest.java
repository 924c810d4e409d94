package io.colophon.metering.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Bands;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.PriceItem;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every plan, every credit and every sequence of use. */
class BillingPropertiesTest {
  private static final YearMonth FIRST = YearMonth.of(2026, 1);
  private static final PriceItem IMAGES = PriceItem.of(UsageUnit.IMAGES);
  private static final int ENTRIES = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void bill_anyPlanAndUse_losesNothingAndIsNeverNegative(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    AccountTerms terms = terms(random);
    Entries entries = entries(random);
    List<Booking> bookings = new ArrayList<>();
    List<PeriodSummary> summaries = new ArrayList<>();
    run(terms, entries, bookings, summaries);
    assertThat(bookings).hasSize(ENTRIES);
    for (Booking booking : bookings) {
      Cost.Priced cost = (Cost.Priced) booking.entry().reading().cost();
      long quantity = 0;
      long list = 0;
      for (Charge charge : booking.charges()) {
        assertThat(charge.covers())
            .allSatisfy(
                cover -> {
                  assertThat(cover.quantity()).isNotNegative();
                  assertThat(cover.nanos()).isNotNegative();
                });
        assertThat(charge.covers().stream().mapToLong(Cover::quantity).sum())
            .isEqualTo(charge.quantity());
        boolean overage = charge.ratedNanos() != charge.listNanos();
        assertThat(overage && !hasOverage(terms)).isFalse();
        quantity += charge.quantity();
        list += charge.listNanos();
      }
      assertThat(quantity).isEqualTo(cost.lines().get(0).quantity());
      assertThat(list).isEqualTo(cost.nanos());
    }
    summaries.forEach(summary -> assertState(terms, summary));
    assertThat(drawn(bookings, Source.CREDIT))
        .isEqualTo(
            terms.credits().stream().mapToLong(CreditGrant::nanos).sum()
                - summaries.get(summaries.size() - 1).credits().stream()
                    .mapToLong(PeriodSummary.CreditState::leftNanos)
                    .sum());
    for (Booking booking : bookings) {
      Instant used = booking.entry().opened().time();
      for (Charge charge : booking.charges()) {
        for (Cover cover : charge.covers()) {
          terms.credits().stream()
              .filter(grant -> cover.source() == Source.CREDIT)
              .filter(grant -> grant.name().equals(cover.name()))
              .forEach(grant -> assertThat(grant.validAt(used)).isTrue());
        }
      }
    }
  }

  private static void assertState(AccountTerms terms, PeriodSummary summary) {
    Plan plan = terms.planOf(summary.period());
    for (PeriodSummary.AllowanceState state : summary.allowances()) {
      Allowance allowance =
          Objects.requireNonNull(plan).allowances().stream()
              .filter(each -> each.name().equals(state.name()))
              .findFirst()
              .orElseThrow();
      assertThat(state.left()).isNotNegative();
      assertThat(state.rolledOver()).isBetween(0L, allowance.rolloverCap());
      assertThat(state.used() + state.left()).isEqualTo(state.granted() + state.rolledOver());
    }
    assertThat(summary.minimumNanos()).isNotNegative();
    summary.credits().forEach(credit -> assertThat(credit.leftNanos()).isNotNegative());
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 36, 37, 38, 39, 40})
  void bill_sameEntriesAgain_isTheSame(long seed) throws IOException {
    List<Booking> once = new ArrayList<>();
    List<Booking> again = new ArrayList<>();
    List<PeriodSummary> summaries = new ArrayList<>();
    List<PeriodSummary> summariesAgain = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    run(terms(random), entries(random), once, summaries);
    SplittableRandom same = new SplittableRandom(seed);
    run(terms(same), entries(same), again, summariesAgain);
    assertThat(covers(again)).isEqualTo(covers(once));
    assertThat(summariesAgain).isEqualTo(summaries);
  }

  /** What is corrected to nothing leaves nothing owed, and a bill before it stays as it was. */
  @ParameterizedTest
  @ValueSource(longs = {51, 52, 53, 54, 55, 56, 57, 58, 59, 60})
  void correct_everythingToNothing_givesBackWhatWasCovered(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    AccountTerms terms = terms(random);
    Entries entries = entries(random);
    List<Booking> before = new ArrayList<>();
    run(terms, entries, before, new ArrayList<>());
    for (Booking booking : before) {
      SettledEntry entry = booking.entry();
      entries.add(
          Entries.correction(
              1,
              "2026-06-15T00:00:00Z",
              Entries.images(entry.usageId(), entry.time().toString(), 0)));
    }
    List<Booking> after = new ArrayList<>();
    run(terms, entries, after, new ArrayList<>());
    assertThat(covers(after.subList(0, before.size()))).isEqualTo(covers(before));
    long sum = 0;
    for (Booking booking : after) {
      for (Charge charge : booking.charges()) {
        sum = Math.addExact(sum, charge.ratedNanos());
      }
    }
    assertThat(sum).isZero();
  }

  private static List<List<Charge>> covers(List<Booking> bookings) {
    return bookings.stream().map(Booking::charges).toList();
  }

  private static long drawn(List<Booking> bookings, Source source) {
    return bookings.stream()
        .flatMap(booking -> booking.charges().stream())
        .mapToLong(charge -> charge.nanosFrom(source))
        .sum();
  }

  private static boolean hasOverage(AccountTerms terms) {
    return terms.plans().stream()
        .flatMap(term -> term.plan().allowances().stream())
        .anyMatch(allowance -> allowance.overage() != null);
  }

  private static AccountTerms terms(SplittableRandom random) {
    List<AccountTerms.Term> plans = new ArrayList<>();
    plans.add(new AccountTerms.Term(plan("one", random), FIRST));
    if (random.nextBoolean()) {
      plans.add(new AccountTerms.Term(plan("two", random), FIRST.plusMonths(2)));
    }
    List<CreditGrant> credits = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Instant from = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(5_000_000));
      credits.add(
          new CreditGrant(
              "credit-" + i,
              "USD",
              random.nextLong(5_000_000_000L),
              random.nextInt(3),
              from,
              random.nextBoolean() ? null : from.plusSeconds(1 + random.nextInt(9_000_000))));
    }
    return new AccountTerms(plans, credits);
  }

  private static Plan plan(String name, SplittableRandom random) {
    List<Allowance> allowances = new ArrayList<>();
    Source[] sources = {Source.FREE, Source.RESERVED, Source.ALLOWANCE};
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean money = random.nextInt(3) == 0;
      long quantity = money ? random.nextLong(2_000_000_000L) : random.nextLong(400);
      allowances.add(
          new Allowance(
              sources[random.nextInt(3)],
              "pool-" + i,
              random.nextBoolean() ? Models.ALL : new Models(List.of("painter-*")),
              money ? null : IMAGES,
              quantity,
              random.nextBoolean() ? 0 : random.nextLong(quantity + 1),
              money || random.nextBoolean()
                  ? null
                  : Bands.flat(random.nextLong(90_000_000), 1 + random.nextLong(3))));
    }
    return new Plan(
        name,
        "USD",
        List.of(new Fee("fee", 1, random.nextLong(10_000_000_000L))),
        List.of(),
        allowances,
        random.nextLong(20_000_000_000L));
  }

  private static Entries entries(SplittableRandom random) {
    Entries entries = new Entries();
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < ENTRIES; i++) {
      time = time.plusSeconds(random.nextInt(80_000));
      entries.add(entry(i, time, random));
    }
    return entries;
  }

  private static LedgerEntry entry(int i, Instant time, SplittableRandom random) {
    return Entries.images(
        "u" + i, time.toString(), random.nextInt(10), random.nextLong(99_999_999));
  }

  private static void run(
      AccountTerms terms, Entries entries, List<Booking> bookings, List<PeriodSummary> summaries)
      throws IOException {
    new Billing(entries, Map.of("acme", terms), "acme"::equals, YearMonth.of(2027, 1))
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
}
