package io.colophon.metering.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.metering.price.Bands.Band;
import io.colophon.metering.price.Bands.Mode;
import io.colophon.metering.price.Bands.Piece;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BandsTest {
  private static final Bands GRADUATED =
      new Bands(
          Mode.GRADUATED, List.of(new Band(0, 10, 1), new Band(100, 6, 1), new Band(200, 1, 1)));

  @Test
  void price_graduated_chargesEachPartByItsBand() {
    assertThat(GRADUATED.price(90, 120, 210))
        .extracting(Piece::quantity, Piece::nanos)
        .containsExactly(tuple(10L, 100L), tuple(100L, 600L), tuple(10L, 10L));
  }

  @Test
  void price_onABorder_isOfTheLowerBand() {
    assertThat(GRADUATED.bandOf(100).nanos()).isEqualTo(10);
    assertThat(GRADUATED.bandOf(101).nanos()).isEqualTo(6);
    assertThat(GRADUATED.price(0, 0, 0)).extracting(Piece::nanos).containsExactly(0L);
  }

  @Test
  void price_volume_chargesAllByTheBandOfTheWhole() {
    Bands volume = new Bands(Mode.VOLUME, GRADUATED.bands());
    assertThat(volume.price(0, 50, 150)).extracting(Piece::nanos).containsExactly(300L);
    assertThat(volume.price(50, 100, 150)).extracting(Piece::nanos).containsExactly(600L);
  }

  /**
   * However a quantity is cut into lines, the lines of a band add up to the rounded price of the
   * whole: each is the difference of two values of one function, so the sum telescopes. That is the
   * same for a hundred and for a hundred million lines.
   */
  @Test
  void price_aMillionLines_driftByNothing() {
    SplittableRandom random = new SplittableRandom(7);
    Bands bands =
        new Bands(
            Mode.GRADUATED,
            List.of(
                new Band(0, 2_500_000_000L, 1_000_000),
                new Band(300_000_000, 1_234_567_891L, 1_000_003)));
    long before = 0;
    long first = 0;
    long second = 0;
    for (int i = 0; i < 1_000_000; i++) {
      long quantity = random.nextInt(1_000);
      for (Piece piece : bands.price(before, quantity, before)) {
        if (piece.band().over() == 0) {
          first += piece.nanos();
        } else {
          second += piece.nanos();
        }
      }
      before += quantity;
    }
    assertThat(before).isGreaterThan(400_000_000L);
    assertThat(first).isEqualTo(300_000_000L * 2_500);
    assertThat(second).isEqualTo(exact(before - 300_000_000L, 1_234_567_891L, 1_000_003));
  }

  @Test
  void price_beyondALong_isNegativeNotWrong() {
    assertThat(Bands.flat(Long.MAX_VALUE, 1).price(0, 2, 2).get(0).nanos()).isNegative();
    assertThat(Bands.flat(1, 1).price(Long.MAX_VALUE, 1, 1).get(0).nanos()).isNegative();
  }

  @Test
  void bands_thatDoNotRise_areRejected() {
    assertThatThrownBy(
            () ->
                new Bands(
                    Mode.VOLUME, List.of(new Band(0, 1, 1), new Band(5, 1, 1), new Band(5, 2, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bands of a price begin at 5 and then 5, expected them to rise");
    assertThatThrownBy(() -> new Bands(Mode.VOLUME, List.of(new Band(1, 1, 1))))
        .hasMessage("the first band of a price is expected to begin at 0");
  }

  private static long exact(long quantity, long nanos, long per) {
    return BigDecimal.valueOf(quantity)
        .multiply(BigDecimal.valueOf(nanos))
        .divide(BigDecimal.valueOf(per), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
