package io.colophon.metering.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colophon.metering.figure.Figures;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TariffTest {
  private static final long CENT = 10_000_000;
  private static final PriceItem IMAGES = PriceItem.of(UsageUnit.IMAGES);
  private static final PriceItem VIDEO = PriceItem.of(UsageUnit.VIDEO_MILLIS);

  @Test
  void rate_tiers_takesTheFirstThatHolds() {
    Tariff tariff =
        tariff(
            0,
            tier(IMAGES, new Condition(1024, 1536, 0, "hd", null, -1), 12 * CENT, 1),
            tier(IMAGES, new Condition(0, 0, 0, "HD", null, -1), 8 * CENT, 1),
            new UnitPrice(IMAGES, 4 * CENT, 1));
    Usage two = Usage.from(Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, 2).build();
    assertThat(line(tariff, two, new Attributes(1024, 1536, "HD", null)))
        .isEqualTo(new Cost.Line("images:1024x1536/hd", 2, 12 * CENT, 1, 24 * CENT));
    assertThat(line(tariff, two, new Attributes(1536, 1024, "hd", null)).item())
        .isEqualTo("images:hd");
    assertThat(line(tariff, two, Attributes.NONE).item()).isEqualTo("images");
  }

  @Test
  void rate_filmByResolutionAndSound_roundsBegunSecondsUp() {
    Tariff tariff =
        tariff(
            0,
            new UnitPrice(
                VIDEO,
                new Condition(0, 0, 1080, null, true, -1),
                Bands.flat(40 * CENT, 1_000),
                1_000));
    Usage film = Usage.from(Source.PROVIDER_FINAL).with(UsageUnit.VIDEO_MILLIS, 4_001).build();
    assertThat(line(tariff, film, new Attributes(1080, 1920, null, true)))
        .isEqualTo(new Cost.Line("video_millis:1080p/sound", 5_000, 40 * CENT, 1_000, 200 * CENT));
    // Nobody said whether it has sound: no tier is guessed.
    assertThat(rate(tariff, film, new Attributes(1080, 1920, null, null)))
        .isEqualTo(new Cost.Unpriced("no price of video_millis for 1080x1920"));
  }

  @Test
  void rate_longContext_hasItsOwnPriceFromTheNextTokenOn() {
    Condition over = new Condition(0, 0, 0, null, null, 200_000);
    Tariff tariff =
        tariff(
            0,
            tier(PriceItem.of(UsageUnit.INPUT_TOKENS), over, 6, 1),
            new UnitPrice(UsageUnit.INPUT_TOKENS, 3, 1),
            new UnitPrice(UsageUnit.OUTPUT_TOKENS, 15, 1));
    assertThat(nanos(tariff, tokens(200_000, 0))).isEqualTo(600_000);
    assertThat(nanos(tariff, tokens(200_001, 0))).isEqualTo(1_200_006);
  }

  @Test
  void rate_minimum_isFilledUpForWhatWasUsedOnly() {
    Tariff tariff =
        tariff(
            1_000,
            new UnitPrice(UsageUnit.INPUT_TOKENS, 3, 1),
            new UnitPrice(UsageUnit.OUTPUT_TOKENS, 15, 1));
    assertThat(((Cost.Priced) rate(tariff, tokens(10, 2), Attributes.NONE)).lines())
        .extracting(Cost.Line::item, Cost.Line::nanos)
        .containsExactly(
            tuple("input_tokens", 30L), tuple("output_tokens", 30L), tuple("minimum", 940L));
    assertThat(nanos(tariff, tokens(100, 100))).isEqualTo(1_800);
    assertThat(nanos(tariff, tokens(0, 0))).isZero();
  }

  @Test
  void rate_requests_countsThoseThatUsedAnything() {
    Tariff tariff = tariff(0, new UnitPrice(PriceItem.REQUESTS, 7, 1));
    assertThat(nanos(tariff, tokens(1, 0))).isEqualTo(7);
    assertThat(nanos(tariff, tokens(0, 0))).isZero();
    assertThat(rate(tariff, Usage.UNREPORTED, Attributes.NONE))
        .isEqualTo(new Cost.Unpriced("requests is not reported"));
  }

  @Test
  void rate_cachedSound_isChargedAsCachedAndTakenOutOnce() {
    Tariff tariff =
        tariff(
            0,
            new UnitPrice(UsageUnit.INPUT_TOKENS, 10, 1),
            new UnitPrice(UsageUnit.CACHE_READ_TOKENS, 1, 1),
            new UnitPrice(UsageUnit.INPUT_AUDIO_TOKENS, 100, 1),
            new UnitPrice(UsageUnit.OUTPUT_TOKENS, 0, 1));
    Usage usage =
        Usage.from(Source.PROVIDER_FINAL)
            .with(UsageUnit.INPUT_TOKENS, 1_000)
            .with(UsageUnit.CACHE_READ_TOKENS, 300)
            .with(UsageUnit.INPUT_AUDIO_TOKENS, 400)
            .with(UsageUnit.CACHE_READ_AUDIO_TOKENS, 100)
            .with(UsageUnit.OUTPUT_TOKENS, 0)
            .build();
    // Text 400 uncached and 200 cached, sound 300 uncached and 100 cached.
    assertThat(((Cost.Priced) rate(tariff, usage, Attributes.NONE)).lines())
        .extracting(Cost.Line::item, Cost.Line::quantity)
        .containsExactly(
            tuple("input_tokens", 400L),
            tuple("cache_read_tokens", 300L),
            tuple("input_audio_tokens", 300L),
            tuple("output_tokens", 0L));
  }

  @Test
  void rate_freeTierOfARequest_isABandOfZero() {
    Bands bands =
        new Bands(
            Bands.Mode.GRADUATED, List.of(new Bands.Band(0, 0, 1), new Bands.Band(3, 2 * CENT, 1)));
    Tariff tariff = tariff(0, new UnitPrice(IMAGES, Condition.ALWAYS, bands, 1));
    Usage five = Usage.from(Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, 5).build();
    assertThat(nanos(tariff, five)).isEqualTo(4 * CENT);
  }

  @Test
  void attributes_ofAnEarlierCost_areReadBackFromItsTiers() {
    Cost cost =
        new Cost.Priced(
            1, "USD", "v", List.of(new Cost.Line("video_millis:1920x1080/hd/sound", 1, 1, 1, 1)));
    assertThat(Attributes.of(cost)).isEqualTo(new Attributes(1920, 1080, "hd", true));
    assertThat(Attributes.of(new Cost.Unpriced("?"))).isEqualTo(Attributes.NONE);
  }

  @Test
  void tariff_priceThatIsNeverReached_isRejected() {
    assertThatThrownBy(() -> tariff(0, new UnitPrice(IMAGES, 1, 1), tier(IMAGES, hd(), 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tariff v1 of m: two prices of images, expected one");
  }

  private static Condition hd() {
    return new Condition(0, 0, 0, "hd", null, -1);
  }

  private static UnitPrice tier(PriceItem item, Condition when, long nanos, long per) {
    return new UnitPrice(item, when, Bands.flat(nanos, per), 1);
  }

  private static Tariff tariff(long minimum, UnitPrice... prices) {
    return new Tariff("m", "USD", "v1", Instant.EPOCH, null, List.of(prices), minimum);
  }

  private static Usage tokens(long input, long output) {
    return Usage.from(Source.PROVIDER_FINAL)
        .with(UsageUnit.INPUT_TOKENS, input)
        .with(UsageUnit.OUTPUT_TOKENS, output)
        .build();
  }

  private static Cost.Line line(Tariff tariff, Usage usage, Attributes asked) {
    return ((Cost.Priced) rate(tariff, usage, asked)).lines().get(0);
  }

  private static long nanos(Tariff tariff, Usage usage) {
    return ((Cost.Priced) rate(tariff, usage, Attributes.NONE)).nanos();
  }

  private static Cost rate(Tariff tariff, Usage usage, Attributes asked) {
    return tariff.rate(
        new RatedUse("p/m", "m", usage, Figures.unknown("none"), asked, Instant.EPOCH));
  }
}
