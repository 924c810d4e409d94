package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.provider.spi.Default;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the units of a model cost from a day on. */
public record PriceConfig(
    @About("Deployment that it is the price of; absent: every one that has no price of its own.")
        Optional<String> provider,
    @About("Model, as in targets.") String model,
    @Default("USD") @About("Currency, ISO 4217.") Currency currency,
    @About("Unit to price, such as input-tokens: 2.50/M, images: 0.04 or audio-millis: 0.006/min.")
        Map<PricedUnit, UnitPrice> rates,
    @About("Prices by size, quality and the like; the first that fits goes before the rate.")
        List<PriceTierConfig> tiers,
    @About("Prices of what one request uses beyond a quantity; up to it the rate holds.")
        List<PriceBandConfig> bands,
    @About("Time unit to step: begun steps are charged in full, such as audio-millis: 1s.")
        Map<PricedUnit, Duration> roundUp,
    @About("Least that a request costs that used anything; absent: none.")
        Optional<BigDecimal> minimum,
    @Default("1970-01-01") @About("First day of validity, UTC; it ends where the next one begins.")
        LocalDate validFrom,
    @About("First day on which it is not valid any more; absent: until the next one begins.")
        Optional<LocalDate> validUntil,
    @About("Name of this price list in receipts; absent: the first day of validity.")
        Optional<String> version) {

  public PriceConfig {
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
    tiers = List.copyOf(tiers);
    bands = List.copyOf(bands);
    roundUp = Collections.unmodifiableMap(new LinkedHashMap<>(roundUp));
  }
}
