package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.UsageUnit;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the units of a model cost from a day on. */
public record PriceConfig(
    @About("Deployment that it is the price of; absent: every one that has no price of its own.")
        Optional<String> provider,
    @About("Model, as in targets.") String model,
    @Default("USD") @About("Currency, ISO 4217.") Currency currency,
    @About("Unit to price, such as input-tokens: 2.50/M, images: 0.04 or audio-millis: 0.006/min.")
        Map<UsageUnit, UnitPrice> rates,
    @Default("1970-01-01") @About("First day of validity, UTC; it ends where the next one begins.")
        LocalDate validFrom,
    @About("Name of this price list in receipts; absent: the first day of validity.")
        Optional<String> version) {

  public PriceConfig {
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
  }
}
