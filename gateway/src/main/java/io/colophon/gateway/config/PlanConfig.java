package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Default;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** How a tenant pays, month by month in UTC. */
public record PlanConfig(
    @Default("USD") @About("Currency of its amounts, ISO 4217.") Currency currency,
    @About("Fee of each month; absent: none.") Optional<BigDecimal> fee,
    @About("Least that a month costs, fees included; absent: none.") Optional<BigDecimal> minimum,
    @About("What is free in each month.") List<AllowanceConfig> free,
    @About("What the fee covers in each month.") List<AllowanceConfig> allowances,
    @About("Own prices instead of the price list's; of several for a model the first is taken.")
        List<PlanPriceConfig> prices,
    @About("Models that run on accelerators reserved for the tenant.")
        List<DedicatedConfig> dedicated) {

  public PlanConfig {
    free = List.copyOf(free);
    allowances = List.copyOf(allowances);
    prices = List.copyOf(prices);
    dedicated = List.copyOf(dedicated);
  }
}
