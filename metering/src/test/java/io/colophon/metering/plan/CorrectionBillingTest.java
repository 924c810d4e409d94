package io.colophon.metering.plan;

import static io.colophon.metering.plan.Entries.DOLLAR;
import static io.colophon.metering.plan.Entries.correction;
import static io.colophon.metering.plan.Entries.images;
import static io.colophon.metering.plan.Entries.metered;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a correction changes in the period in which it is booked. */
class CorrectionBillingTest extends BillingTrial {
  @Test
  void correct_moreInTheNextPeriod_isChargedThereAndTheFirstStays() throws IOException {
    run(
        AccountTerms.NONE,
        new Entries()
            .add(images("a", "2026-11-03T00:00:00Z", 10))
            .add(correction(1, "2026-12-05T00:00:00Z", images("a", "2026-11-03T00:00:00Z", 13))));
    assertThat(bookings).extracting(Booking::period).containsExactly(NOVEMBER, DECEMBER);
    assertThat(bookings.get(0).charges().get(0).ratedNanos()).isEqualTo(40 * CENT);
    assertThat(covers(1)).containsExactly(new Cover(Source.BILLED, "", 3, 12 * CENT));
    assertThat(correctionOf(1)).isEqualTo(new Booking.Correction(1, "the vendor's invoice", true));
  }

  @Test
  void correct_less_isGivenBackToTheLastSourceFirst() throws IOException {
    run(
        plan(allowance(Source.ALLOWANCE, IMAGES, 6, 6, null)),
        new Entries()
            .add(images("a", "2026-11-03T00:00:00Z", 10))
            .add(correction(1, "2026-12-05T00:00:00Z", images("a", "2026-11-03T00:00:00Z", 4)))
            .add(images("b", "2026-12-06T00:00:00Z", 9)));
    assertThat(covers(1))
        .containsExactly(
            new Cover(Source.BILLED, "", -4, -16 * CENT),
            new Cover(Source.ALLOWANCE, "pool", -2, -8 * CENT));
    // The two that came back may roll over: December has six and two.
    assertThat(covers(2))
        .containsExactly(
            new Cover(Source.ALLOWANCE, "pool", 8, 32 * CENT),
            new Cover(Source.BILLED, "", 1, 4 * CENT));
  }

  @Test
  void correct_creditThatHasExpired_isPaidBack() throws IOException {
    CreditGrant grant =
        new CreditGrant(
            "c", "USD", DOLLAR, 0, Instant.EPOCH, Instant.parse("2026-12-01T00:00:00Z"));
    run(
        new AccountTerms(List.of(), List.of(grant)),
        new Entries()
            .add(images("a", "2026-11-03T00:00:00Z", 10))
            .add(correction(1, "2026-11-05T00:00:00Z", images("a", "2026-11-03T00:00:00Z", 7)))
            .add(correction(2, "2026-12-05T00:00:00Z", images("a", "2026-11-03T00:00:00Z", 5))));
    assertThat(covers(1)).containsExactly(new Cover(Source.CREDIT, "c", -3, -12 * CENT));
    assertThat(correctionOf(1).ofEarlierPeriod()).isFalse();
    assertThat(covers(2)).containsExactly(new Cover(Source.BILLED, "", -2, -8 * CENT));
  }

  @Test
  void correct_priceThatWasUnknown_isChargedInFull() throws IOException {
    run(
        AccountTerms.NONE,
        new Entries()
            .add(metered("a", "2026-11-03T00:00:00Z", 1, 1))
            .add(correction(1, "2026-12-05T00:00:00Z", images("a", "2026-11-03T00:00:00Z", 5))));
    assertThat(covers(1)).containsExactly(new Cover(Source.BILLED, "", 5, 20 * CENT));
  }

  @Test
  void correct_toTheSame_changesNoAmount() throws IOException {
    run(
        AccountTerms.NONE,
        new Entries()
            .add(images("a", "2026-11-03T00:00:00Z", 5))
            .add(correction(1, "2026-12-05T00:00:00Z", images("a", "2026-11-03T00:00:00Z", 5))));
    assertThat(bookings.get(1).charges()).isEmpty();
  }
}
