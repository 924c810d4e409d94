package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.metering.price.Bands;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks of prices of units, wherever they stand. */
final class RateChecks {
  private final CrossCheck check;
  private final Reporting reporting;

  RateChecks(CrossCheck check, Reporting reporting) {
    this.check = check;
    this.reporting = reporting;
  }

  /** A mapping of units to prices. */
  void rates(String path, Map<PricedUnit, UnitPrice> rates) {
    rates.forEach((unit, rate) -> price(path + "." + key(unit), unit, rate));
  }

  /** One price. */
  void price(String path, PricedUnit unit, UnitPrice rate) {
    if (rate.timed() && !unit.isTime()) {
      check.refuse(
          path,
          check.shown(path, rate)
              + "expected a price for a number of "
              + key(unit)
              + ", not for a length of time");
      return;
    }
    NanoUnits.check(check, path, rate.amount());
    overflow(path, unit, rate);
  }

  private void overflow(String path, PricedUnit unit, UnitPrice rate) {
    try {
      unit.per(rate);
    } catch (ArithmeticException tooMany) {
      check.refuse(path, check.shown(path, rate) + "expected a price for fewer " + key(unit));
    }
  }

  /** Units that a model does not put out have no price: nobody would ever report them. */
  void reported(String path, PricedUnit unit, String model) {
    reporting
        .whyNot(unit, model)
        .ifPresent(why -> check.refuse(path, "value \"" + key(unit) + "\": " + why));
  }

  /** Bands rise, are of one mode, and go on from a rate. */
  void bands(String path, List<PriceBandConfig> bands, Set<PricedUnit> rates) {
    Map<PricedUnit, Integer> last = new EnumMap<>(PricedUnit.class);
    for (int i = 0; i < bands.size(); i++) {
      PriceBandConfig band = bands.get(i);
      String at = path + "[" + i + "]";
      price(at + ".price", band.unit(), band.price());
      if (!rates.contains(band.unit())) {
        check.refuse(
            at + ".unit",
            "value \""
                + key(band.unit())
                + "\": expected a unit that rates has the first price of");
      }
      Integer before = last.put(band.unit(), i);
      if (before != null) {
        follows(at, band, bands.get(before));
      }
    }
  }

  private void follows(String at, PriceBandConfig band, PriceBandConfig before) {
    if (band.over() <= before.over()) {
      check.refuse(
          at + ".over",
          "value \"" + band.over() + "\": expected more than in the band before, " + before.over());
    }
    if (band.mode() != before.mode()) {
      check.refuse(
          at + ".mode",
          "value \""
              + word(band.mode())
              + "\": expected that of the band before, "
              + word(before.mode()));
    }
  }

  private static String word(Bands.Mode mode) {
    return mode == Bands.Mode.VOLUME ? "volume" : "graduated";
  }

  /** Who charges for one kind of token says what the others cost: unpriced must not look free. */
  void tokens(String path, Set<PricedUnit> priced) {
    boolean input = priced.contains(PricedUnit.INPUT_TOKENS);
    boolean output = priced.contains(PricedUnit.OUTPUT_TOKENS);
    boolean parts =
        priced.stream().anyMatch(unit -> unit.item().unit().flatMap(u -> u.partOf()).isPresent());
    if (input != output || (parts && !input)) {
      check.refuse(
          path, "expected input-tokens and output-tokens together, with 0 for what is free");
    }
  }

  /** An amount of money that may be absent. */
  void money(String path, Optional<BigDecimal> amount) {
    amount.ifPresent(value -> NanoUnits.check(check, path, value));
  }

  static String key(PricedUnit unit) {
    return unit.id().replace('_', '-');
  }
}
