package io.colophon.gateway.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks prices: units, names that exist, no two for the same day. */
final class PriceChecks {
  private record Subject(Optional<String> provider, String model) {}

  private record Placed(String path, PriceConfig price) {}

  private final CrossCheck check;
  private final RateChecks rates;
  private final Map<Subject, List<Placed>> bySubject = new LinkedHashMap<>();

  private PriceChecks(CrossCheck check) {
    this.check = check;
    this.rates = new RateChecks(check, new Reporting(check.bound()));
  }

  static void run(CrossCheck check) {
    PriceChecks checks = new PriceChecks(check);
    check.bound().each(PriceConfig.class, checks::price);
    checks.bySubject.values().forEach(checks::dates);
  }

  private void price(String path, PriceConfig price) {
    if (price.rates().isEmpty() && price.tiers().isEmpty()) {
      check.refuse(
          path + ".rates", "required key is missing, expected a price for at least one unit");
    }
    rates.rates(path + ".rates", price.rates());
    price
        .rates()
        .keySet()
        .forEach(
            unit -> rates.reported(path + ".rates." + RateChecks.key(unit), unit, price.model()));
    tiers(path + ".tiers", price);
    rates.bands(path + ".bands", price.bands(), price.rates().keySet());
    steps(path + ".round-up", price);
    Set<PricedUnit> priced = EnumSet.noneOf(PricedUnit.class);
    priced.addAll(price.rates().keySet());
    price.tiers().forEach(tier -> priced.add(tier.unit()));
    rates.tokens(path + ".rates", priced);
    rates.money(path + ".minimum", price.minimum());
    price.provider().ifPresent(name -> check.refuseUnknown(path + ".provider", name, "providers"));
    bySubject
        .computeIfAbsent(
            new Subject(price.provider(), price.model()), subject -> new ArrayList<>(1))
        .add(new Placed(path, price));
  }

  private void tiers(String path, PriceConfig price) {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < price.tiers().size(); i++) {
      PriceTierConfig tier = price.tiers().get(i);
      String at = path + "[" + i + "]";
      rates.price(at + ".price", tier.unit(), tier.price());
      rates.reported(at + ".unit", tier.unit(), price.model());
      boolean conditional =
          tier.size().isPresent()
              || tier.resolution().isPresent()
              || tier.quality().isPresent()
              || tier.sound().isPresent()
              || tier.inputTokensOver().isPresent();
      if (!conditional) {
        check.refuse(
            at,
            "expected size, resolution, quality, sound or input-tokens-over; a price for all"
                + " requests stands in rates");
      }
      Object condition =
          List.of(
              tier.unit(),
              tier.size(),
              tier.resolution(),
              tier.quality(),
              tier.sound(),
              tier.inputTokensOver());
      if (!seen.add(condition)) {
        check.refuse(at, "is for the same requests as a tier above, expected one");
      }
    }
  }

  private void steps(String path, PriceConfig price) {
    price
        .roundUp()
        .forEach(
            (unit, step) -> {
              String at = path + "." + RateChecks.key(unit);
              if (!unit.isTime()) {
                check.refuse(at, "value \"" + RateChecks.key(unit) + "\": expected a unit of time");
              } else if (step.isZero()) {
                check.refuse(at, "value \"0s\": expected a step of 1ms or more");
              }
            });
  }

  /** One price at a time: a stated end must not reach into the next one. */
  private void dates(List<Placed> prices) {
    List<Placed> inTime = new ArrayList<>(prices);
    inTime.sort(Comparator.comparing(placed -> placed.price().validFrom()));
    for (int i = 0; i < inTime.size(); i++) {
      Placed now = inTime.get(i);
      Optional<LocalDate> until = now.price().validUntil();
      if (until.isPresent() && !now.price().validFrom().isBefore(until.get())) {
        check.refuse(
            now.path() + ".valid-until",
            "value \""
                + until.get()
                + "\": expected a day after valid-from, "
                + now.price().validFrom());
      }
      if (i + 1 < inTime.size()) {
        overlap(now, until, inTime.get(i + 1));
      }
    }
  }

  private void overlap(Placed now, Optional<LocalDate> until, Placed next) {
    LocalDate begin = next.price().validFrom();
    if (now.price().validFrom().equals(begin)) {
      check.refuse(
          next.path(),
          "is valid from the same day as " + now.path() + ", expected another valid-from");
    } else if (until.isPresent() && until.get().isAfter(begin)) {
      check.refuse(
          now.path() + ".valid-until",
          "value \""
              + until.get()
              + "\": overlaps "
              + next.path()
              + ", which is valid from "
              + begin
              + "; expected that day or an earlier one");
    }
  }
}
