package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Count;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.provider.spi.Default;
import java.util.List;
import java.util.Optional;

/** What a plan covers in each month. */
public record AllowanceConfig(
    @About("Name in invoices; absent: the unit, or money.") Optional<String> name,
    @Default("*") @About("Models it is for: names, beginnings, or a list.")
        List<NamePattern> models,
    @About("Unit that it covers, as in rates; absent: money.") Optional<PricedUnit> unit,
    @Range(min = "0") @About("How much, such as 10M; without a unit an amount of money.")
        Count amount,
    @Range(min = "0")
        @About("Most of what is left that goes into the next month; absent: nothing does.")
        Optional<Count> rollover,
    @About("Price of what is beyond it; absent: that of the price list. Needs a unit.")
        Optional<UnitPrice> overage) {

  public AllowanceConfig {
    models = List.copyOf(models);
  }

  /** The name, or what it is for. */
  public String displayName() {
    return name.orElseGet(() -> unit.map(PricedUnit::id).orElse("money"));
  }
}
