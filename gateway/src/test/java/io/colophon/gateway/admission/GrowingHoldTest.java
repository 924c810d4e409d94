package io.colophon.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.FakeTicker;
import io.colophon.throttling.Amounts;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Demand;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.Hold;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingHoldTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private final FakeTicker ticker = new FakeTicker();

  private static Limits outputTokens(long amount) {
    return Limits.of(List.of(LimitRule.of("key:a", Dimension.OUTPUT_TOKENS, amount, Window.DAY)));
  }

  private Decision acquire(Limits limits, long tokens) {
    return limits
        .chain(List.of("key:a"))
        .acquire(
            Demand.one("g", Duration.ofMinutes(1)).with(Dimension.OUTPUT_TOKENS, tokens),
            ticker.nanos(),
            clock.millis());
  }

  private Hold hold(Limits limits, long tokens) {
    return ((Decision.Granted) acquire(limits, tokens)).hold();
  }

  private GrowingHold growing(Hold hold, long held, long most) {
    return new GrowingHold(
        hold, tokens -> Amounts.of(Dimension.OUTPUT_TOKENS, tokens), held, most, clock, ticker);
  }

  @Test
  void covers_textGrows_noMoreIsHeldThanAChunkAhead() {
    Limits limits = outputTokens(1000);
    GrowingHold growing = growing(hold(limits, 100), 100, Long.MAX_VALUE);

    assertThat(growing.covers(10)).isTrue();
    assertThat(acquire(limits, 900)).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void covers_textPassesWhatIsHeld_restIsNoLongerFree() {
    Limits limits = outputTokens(1000);
    GrowingHold growing = growing(hold(limits, 100), 100, Long.MAX_VALUE);

    assertThat(growing.covers(10)).isTrue();
    assertThat(growing.covers(90)).isTrue();
    assertThat(acquire(limits, 900)).isInstanceOf(Decision.Refused.class);
    assertThat(acquire(limits, 1000 - 100 - GrowingHold.CHUNK))
        .isInstanceOf(Decision.Granted.class);
  }

  @Test
  void covers_limitIsUsedUp_saysSoBeforeItIsPassed() {
    GrowingHold growing = growing(hold(outputTokens(1000), 100), 100, Long.MAX_VALUE);
    long tokens = 0;
    while (growing.covers(tokens)) {
      tokens += 10;
    }
    // Two more pieces fit, and less than a chunk is left unused.
    assertThat(tokens).isBetween(1000L - 64, 1000L - 20);
  }

  @Test
  void covers_longPieces_leavesRoomForTwoMore() {
    GrowingHold growing = growing(hold(outputTokens(1000), 100), 100, Long.MAX_VALUE);
    long tokens = 0;
    while (growing.covers(tokens)) {
      tokens += 100;
    }
    assertThat(tokens).isBetween(700L, 900L);
  }

  @Test
  void covers_mostIsHeld_isEnoughWhateverIsCounted() {
    GrowingHold growing = growing(hold(outputTokens(100), 100), 100, 100);

    assertThat(growing.covers(130)).isTrue();
  }

  @Test
  void covers_roomComesBackMeanwhile_textGoesOn() {
    Limits limits = outputTokens(1000);
    Hold other = hold(limits, 800);
    GrowingHold growing = growing(hold(limits, 200), 200, Long.MAX_VALUE);
    for (int tokens = 10; tokens <= 160; tokens += 10) {
      assertThat(growing.covers(tokens)).isTrue();
    }

    other.release(ticker.nanos(), clock.millis());

    assertThat(growing.covers(190)).isTrue();
    assertThat(growing.covers(220)).isTrue();
  }
}
