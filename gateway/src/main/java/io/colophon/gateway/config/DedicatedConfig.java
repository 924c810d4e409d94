package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.config.unit.UnitPrice;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accelerators reserved for a tenant's models. */
public record DedicatedConfig(
    @About("Models that run on them: names, provider/name, beginnings, or a list.")
        List<NamePattern> models,
    @Range(min = "1") @About("Hours of accelerators reserved in each month, such as 5840.")
        long hours,
    @About("Price of a reserved hour, used or not.") BigDecimal hourPrice,
    @About("Price of accelerator time beyond, such as 5/h; absent: that time is not charged for.")
        Optional<UnitPrice> overage,
    @About("Marginal prices, such as kwh: 0.18 or pflop: 0.002.")
        Map<PricedUnit, UnitPrice> rates) {

  public DedicatedConfig {
    models = List.copyOf(models);
    rates = Collections.unmodifiableMap(new LinkedHashMap<>(rates));
  }

  /** For invoices. */
  public String displayName() {
    return "reserved " + String.join(",", models.stream().map(NamePattern::toString).toList());
  }
}
