package io.colophon.gateway.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.ProviderTypes;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.plan.AccountTerms;
import io.colophon.metering.plan.Allowance;
import io.colophon.metering.plan.CreditGrant;
import io.colophon.metering.plan.Plan;
import io.colophon.metering.plan.Source;
import io.colophon.metering.price.Attributes;
import io.colophon.metering.price.Cost;
import io.colophon.metering.price.RatedUse;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What docs/billing.yaml comes to. */
class BillingTablesTest {
  record NoSettings() {}

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
  private static final long CENT = 10_000_000;

  private final GatewayConfig config = config();

  @Test
  void book_cacheForAnHour_hasItsOwnPrice() {
    Cost cost =
        rate(
            "chat",
            Usage.from(Quantity.Source.PROVIDER_FINAL)
                .with(UsageUnit.INPUT_TOKENS, 1_000_000)
                .with(UsageUnit.CACHE_WRITE_TOKENS, 300_000)
                .with(UsageUnit.CACHE_WRITE_1H_TOKENS, 100_000)
                .with(UsageUnit.OUTPUT_TOKENS, 0)
                .build(),
            Attributes.NONE);
    // Over 200k of input: 0.7 M at 6, 0.2 M at 3.75, 0.1 M at 6.
    assertThat(cost).extracting("nanos").isEqualTo(420 * CENT + 75 * CENT + 60 * CENT);
  }

  @Test
  void book_picturesOfATier_costThat() {
    Usage six = Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, 6).build();
    assertThat(rate("painter", six, new Attributes(1024, 1536, "HD", null)))
        .extracting("nanos")
        .isEqualTo(72 * CENT);
    assertThat(rate("painter", six, new Attributes(512, 512, "hd", null)))
        .extracting("nanos")
        .isEqualTo(48 * CENT);
    assertThat(rate("painter", six, Attributes.NONE)).extracting("nanos").isEqualTo(22 * CENT);
  }

  @Test
  void book_film_isRoundedUpToSecondsAndUnpricedWithoutATier() {
    Usage film =
        Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.VIDEO_MILLIS, 4_001).build();
    assertThat(rate("filmer", film, new Attributes(1920, 1080, null, true)))
        .extracting("nanos")
        .isEqualTo(200 * CENT);
    assertThat(rate("filmer", film, new Attributes(640, 480, null, null)))
        .isEqualTo(new Cost.Unpriced("no price of video_millis for 640x480"));
  }

  @Test
  void book_ownHardware_isPricedByWhatItTakes() {
    Method method = new Method("test", "1");
    Figures figures =
        Figures.collect()
            .with(Metric.COMPUTE, new Figure.Known(Interval.of(2.5e15), method, "test"))
            .with(Metric.ENERGY, new Figure.Known(Interval.of(0.002), method, "test"))
            .with(Metric.ACCELERATOR_TIME, new Figure.Known(Interval.of(36), method, "test"))
            .build();
    Usage usage = Usage.from(Quantity.Source.PROVIDER_FINAL).with(UsageUnit.IMAGES, 1).build();
    Cost cost =
        PriceTable.book(config.prices())
            .rate(
                new RatedUse(
                    "local/local-image", "local-image", usage, figures, Attributes.NONE, NOW));
    // 36 s at 6 CNY an hour, 2.5 PFLOP at 0.0004, 2 Wh at 0.65 a kWh.
    assertThat(cost).extracting("nanos").isEqualTo(60_000_000L + 1_000_000L + 1_300_000L);
    assertThat(rate("local-image", usage, Attributes.NONE))
        .isEqualTo(new Cost.Unpriced("gpu_seconds is not known: not metered"));
  }

  @Test
  void terms_ofTenants_areThoseOfTheFile() {
    Map<String, AccountTerms> terms = PlanTable.terms(config);
    assertThat(terms).containsOnlyKeys("acme", "studio", "lab");
    assertThat(terms.get("acme").credits())
        .extracting(CreditGrant::name)
        .containsExactly("welcome", "bought-in-november");
    assertThat(terms.get("acme").plans())
        .extracting(term -> term.plan().name() + " " + term.from())
        .containsExactly("by-output 2026-01", "team 2026-11");
    Plan custom = terms.get("lab").plans().get(0).plan();
    assertThat(custom.fees().get(0).nanos()).isEqualTo(5_840L * 210 * CENT);
    Allowance reserved = custom.allowances().get(0);
    assertThat(reserved.source()).isEqualTo(Source.RESERVED);
    assertThat(reserved.quantity()).isEqualTo(5_840L * 3_600_000_000L);
  }

  private Cost rate(String model, Usage usage, Attributes asked) {
    return PriceTable.book(config.prices())
        .rate(
            new RatedUse(
                "vendor/" + model, model, usage, Figures.unknown("not metered"), asked, NOW));
  }

  private static GatewayConfig config() {
    ProviderTypes types =
        new ProviderTypes(
            Map.of("local", new ProviderTypes.ProviderType(NoSettings.class, Set.of())));
    try {
      ConfigResult result =
          ConfigLoader.loadText(
              "billing.yaml",
              Files.readString(Path.of("..", "docs", "billing.yaml")),
              Path.of(""),
              types,
              Map.of());
      if (result instanceof ConfigResult.Valid valid) {
        return valid.config();
      }
      throw new AssertionError(result.toString());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
