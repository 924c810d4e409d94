package io.colophon.metering.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.metering.price.Cost.Line;
import io.colophon.metering.price.Cost.Priced;
import io.colophon.metering.price.Cost.Unpriced;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PriceBookTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
  private static final long MILLION = 1_000_000;
  private static final long DOLLAR = 1_000_000_000;
  private static final UnitPrice INPUT = new UnitPrice(UsageUnit.INPUT_TOKENS, 3 * DOLLAR, MILLION);
  private static final UnitPrice OUTPUT =
      new UnitPrice(UsageUnit.OUTPUT_TOKENS, 15 * DOLLAR, MILLION);

  @Test
  void rate_cachingExampleOfFocus_isExact() {
    // FOCUS appendix: 0.5 M uncached, 2 M written and 8 M read from the cache, 1.5 M output.
    Tariff tariff =
        tariff(
            INPUT,
            new UnitPrice(UsageUnit.CACHE_WRITE_TOKENS, 3_750_000_000L, MILLION),
            new UnitPrice(UsageUnit.CACHE_READ_TOKENS, 300_000_000L, MILLION),
            OUTPUT);
    Usage usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 10_500_000)
            .with(UsageUnit.CACHE_WRITE_TOKENS, 2_000_000)
            .with(UsageUnit.CACHE_READ_TOKENS, 8_000_000)
            .with(UsageUnit.OUTPUT_TOKENS, 1_500_000)
            .build();
    Priced cost = (Priced) rate(tariff, usage);
    assertThat(cost.lines())
        .containsExactly(
            new Line("input_tokens", 500_000, 3 * DOLLAR, MILLION, 1_500_000_000L),
            new Line("cache_write_tokens", 2_000_000, 3_750_000_000L, MILLION, 7_500_000_000L),
            new Line("cache_read_tokens", 8_000_000, 300_000_000L, MILLION, 2_400_000_000L),
            new Line("output_tokens", 1_500_000, 15 * DOLLAR, MILLION, 22_500_000_000L));
    assertThat(cost.nanos()).isEqualTo(33_900_000_000L);
    long withoutCache = 10_500_000L * 3 * DOLLAR / MILLION;
    assertThat(withoutCache - (cost.nanos() - 22_500_000_000L)).isEqualTo(20_100_000_000L);
  }

  @Test
  void rate_reasoningWithItsOwnPrice_leavesTheVisibleRest() {
    Tariff tariff =
        tariff(INPUT, OUTPUT, new UnitPrice(UsageUnit.REASONING_TOKENS, DOLLAR, MILLION));
    Usage usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 0)
            .with(UsageUnit.OUTPUT_TOKENS, 100)
            .with(UsageUnit.REASONING_TOKENS, 60)
            .build();
    assertThat(((Priced) rate(tariff, usage)).lines())
        .extracting(Line::quantity)
        .containsExactly(0L, 40L, 60L);
  }

  @Test
  void rate_partsWithoutTheirOwnPrice_areChargedAsTheWhole() {
    Usage usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 100)
            .with(UsageUnit.CACHE_READ_TOKENS, 90)
            .with(UsageUnit.OUTPUT_TOKENS, 0)
            .build();
    assertThat(((Priced) rate(tariff(INPUT, OUTPUT), usage)).lines())
        .extracting(Line::quantity)
        .containsExactly(100L, 0L);
  }

  @Test
  void rate_partsExceedTheWhole_isUnpriced() {
    Tariff tariff =
        tariff(INPUT, OUTPUT, new UnitPrice(UsageUnit.CACHE_READ_TOKENS, DOLLAR, MILLION));
    Usage usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 10)
            .with(UsageUnit.CACHE_READ_TOKENS, Long.MAX_VALUE)
            .with(UsageUnit.OUTPUT_TOKENS, 0)
            .build();
    assertThat(rate(tariff, usage))
        .isEqualTo(new Unpriced("parts of input_tokens exceed the whole"));
  }

  @Test
  void rate_noTariff_isUnpricedNotZero() {
    assertThat(PriceBook.EMPTY.rate("p/m", "m", Usage.UNREPORTED, JANUARY))
        .isEqualTo(new Unpriced("no tariff for the target or the model"));
  }

  @Test
  void rate_pricedCounterNotReported_isUnpricedNotZero() {
    assertThat(rate(tariff(INPUT, OUTPUT), Usage.UNREPORTED))
        .isEqualTo(new Unpriced("input_tokens is not reported"));
  }

  @Test
  void rate_zeroReported_isZero() {
    assertThat(((Priced) rate(tariff(INPUT, OUTPUT), tokens(0, 0))).nanos()).isZero();
  }

  @Test
  void rate_priceZero_isFreeNotUnpriced() {
    Tariff free =
        tariff(
            new UnitPrice(UsageUnit.INPUT_TOKENS, 0, 1),
            new UnitPrice(UsageUnit.OUTPUT_TOKENS, 0, 1));
    assertThat(((Priced) rate(free, tokens(1_000, 1_000))).nanos()).isZero();
  }

  @Test
  void rate_targetAndModelPriced_targetGoesFirst() {
    Tariff ofModel = tariff(new UnitPrice(UsageUnit.IMAGES, 7, 1));
    Tariff ofTarget =
        new Tariff(
            "p/m", "CNY", "v9", JANUARY, null, List.of(new UnitPrice(UsageUnit.IMAGES, 9, 1)));
    Usage image = Usage.from(Source.COUNTED_LOCALLY).with(UsageUnit.IMAGES, 2).build();
    PriceBook book = new PriceBook(List.of(ofModel, ofTarget));
    assertThat(book.rate("p/m", "m", image, JULY)).extracting("nanos").isEqualTo(18L);
    assertThat(book.rate("q/m", "m", image, JULY)).extracting("nanos").isEqualTo(14L);
  }

  @Test
  void rate_beforeAndAfterAChangeOfPrice_takesTheValidOne() {
    Tariff first =
        new Tariff("m", "USD", "v1", JANUARY, JULY, List.of(new UnitPrice(UsageUnit.IMAGES, 1, 1)));
    Tariff second =
        new Tariff("m", "USD", "v2", JULY, null, List.of(new UnitPrice(UsageUnit.IMAGES, 2, 1)));
    PriceBook book = new PriceBook(List.of(second, first));
    Usage image = Usage.from(Source.COUNTED_LOCALLY).with(UsageUnit.IMAGES, 1).build();
    assertThat(book.rate("p/m", "m", image, JULY.minusNanos(1)))
        .extracting("version")
        .isEqualTo("v1");
    assertThat(book.rate("p/m", "m", image, JULY)).extracting("version").isEqualTo("v2");
    assertThat(book.rate("p/m", "m", image, JANUARY.minusNanos(1)))
        .isEqualTo(new Unpriced("no tariff is valid at that time"));
  }

  @Test
  void book_overlappingTariffs_isRejected() {
    Tariff open = tariff(INPUT, OUTPUT);
    Tariff later = new Tariff("m", "USD", "v2", JULY, null, List.of(INPUT, OUTPUT));
    assertThatThrownBy(() -> new PriceBook(List.of(open, later)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tariffs v1 and v2 of m overlap, expected one at a time");
  }

  @Test
  void tariff_onlyOneSideOfTheTokens_isRejected() {
    assertThatThrownBy(() -> tariff(OUTPUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tariff v1 of m: prices of input_tokens and output_tokens are expected together, 0 for"
                + " free");
  }

  @Test
  void amount_randomProducts_agreeWithExactArithmetic() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      long quantity = random.nextLong() >>> random.nextInt(1, 64);
      long nanos = random.nextLong() >>> random.nextInt(1, 64);
      long per = 1 + (random.nextLong() >>> random.nextInt(2, 64));
      BigDecimal exact =
          BigDecimal.valueOf(quantity)
              .multiply(BigDecimal.valueOf(nanos))
              .divide(BigDecimal.valueOf(per), 0, RoundingMode.HALF_EVEN);
      boolean fits = exact.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
      assertThat(Rating.amount(quantity, nanos, per))
          .as("%d x %d / %d", quantity, nanos, per)
          .isEqualTo(fits ? exact.longValueExact() : -1);
    }
  }

  @Test
  void amount_halfway_goesToTheEvenOne() {
    assertThat(Rating.amount(1, 1, 2)).isEqualTo(0);
    assertThat(Rating.amount(3, 1, 2)).isEqualTo(2);
    assertThat(Rating.amount(5, 1, 2)).isEqualTo(2);
    assertThat(Rating.amount(7, 1, 2)).isEqualTo(4);
  }

  @Test
  void rate_sumBeyondALong_isUnpriced() {
    Tariff tariff =
        tariff(
            new UnitPrice(UsageUnit.INPUT_TOKENS, Long.MAX_VALUE, 1),
            new UnitPrice(UsageUnit.OUTPUT_TOKENS, Long.MAX_VALUE, 1));
    assertThat(rate(tariff, tokens(1, 1))).isInstanceOf(Unpriced.class);
    assertThat(rate(tariff, tokens(2, 0))).isInstanceOf(Unpriced.class);
    assertThat(((Priced) rate(tariff, tokens(1, 0))).nanos()).isEqualTo(Long.MAX_VALUE);
  }

  private static Usage tokens(long input, long output) {
    return Usage.from(Source.PROVIDER_FINAL)
        .with(UsageUnit.INPUT_TOKENS, input)
        .with(UsageUnit.OUTPUT_TOKENS, output)
        .build();
  }

  private static Tariff tariff(UnitPrice... prices) {
    return new Tariff("m", "USD", "v1", JANUARY, null, List.of(prices));
  }

  private static Cost rate(Tariff tariff, Usage usage) {
    return new PriceBook(List.of(tariff)).rate("p/m", "m", usage, JULY);
  }
}
