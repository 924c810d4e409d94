package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.provider.spi.Default;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prices of a plan that stand in for the price list's. */
public record PlanPriceConfig(
    @Default("*") @About("Models they are for: names, provider/name, beginnings, or a list.")
        List<NamePattern> models,
    @About("Unit to price, as in the price list.") Map<PricedUnit, UnitPrice> rates,
    @About("Prices of what a month uses beyond a quantity; up to it the rate holds.")
        List<PriceBandConfig> bands,
    @About("Least that a request costs that used anything; absent: none.")
        Optional<BigDecimal> minimum) {

  public PlanPriceConfig {
    models = List.copyOf(models);
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
    bands = List.copyOf(bands);
  }
}
