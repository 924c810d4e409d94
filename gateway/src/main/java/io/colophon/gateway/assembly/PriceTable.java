package io.colophon.gateway.assembly;

import io.colophon.gateway.config.NanoUnits;
import io.colophon.gateway.config.PriceBandConfig;
import io.colophon.gateway.config.PriceConfig;
import io.colophon.gateway.config.PriceTierConfig;
import io.colophon.gateway.config.PricedUnit;
import io.colophon.metering.price.Bands;
import io.colophon.metering.price.Condition;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns configured prices into tariffs: each ends where the next of its subject begins. */
public final class PriceTable {
  private PriceTable() {}

  /** The price book of a configuration that was checked. */
  public static PriceBook book(List<PriceConfig> prices) {
    Map<String, List<PriceConfig>> bySubject = new TreeMap<>();
    for (PriceConfig price : prices) {
      bySubject.computeIfAbsent(subject(price), s -> new ArrayList<>(1)).add(price);
    }
    List<Tariff> tariffs = new ArrayList<>();
    bySubject.forEach(
        (subject, list) -> {
          list.sort(Comparator.comparing(PriceConfig::validFrom));
          for (int i = 0; i < list.size(); i++) {
            LocalDate next = i + 1 < list.size() ? list.get(i + 1).validFrom() : null;
            tariffs.add(tariff(subject, list.get(i), next));
          }
        });
    return new PriceBook(tariffs);
  }

  private static String subject(PriceConfig price) {
    return price.provider().map(p -> p + "/" + price.model()).orElse(price.model());
  }

  private static Tariff tariff(String subject, PriceConfig price, @Nullable LocalDate next) {
    List<UnitPrice> prices = new ArrayList<>();
    for (PriceTierConfig tier : price.tiers()) {
      prices.add(
          new UnitPrice(
              tier.unit().item(),
              tier.condition(),
              Bands.flat(NanoUnits.of(tier.price().amount()), tier.unit().per(tier.price())),
              step(price, tier.unit())));
    }
    price
        .rates()
        .forEach(
            (unit, rate) ->
                prices.add(
                    new UnitPrice(
                        unit.item(),
                        Condition.ALWAYS,
                        bands(unit, rate, price.bands()),
                        step(price, unit))));
    LocalDate end = price.validUntil().orElse(next);
    return new Tariff(
        subject,
        price.currency().getCurrencyCode(),
        price.version().orElse(price.validFrom().toString()),
        start(price.validFrom()),
        end == null ? null : start(end),
        prices,
        price.minimum().map(NanoUnits::of).orElse(0L));
  }

  /** The rate, then the bands of its unit. */
  static Bands bands(
      PricedUnit unit,
      io.colophon.gateway.config.unit.UnitPrice rate,
      List<PriceBandConfig> configured) {
    List<Bands.Band> bands = new ArrayList<>(1);
    bands.add(new Bands.Band(0, NanoUnits.of(rate.amount()), unit.per(rate)));
    Bands.Mode mode = Bands.Mode.GRADUATED;
    for (PriceBandConfig band : configured) {
      if (band.unit() == unit) {
        mode = band.mode();
        bands.add(
            new Bands.Band(
                unit.base(band.over()),
                NanoUnits.of(band.price().amount()),
                unit.per(band.price())));
      }
    }
    return new Bands(mode, bands);
  }

  /** The step in base units; one where nothing is rounded up. */
  private static long step(PriceConfig price, PricedUnit unit) {
    Duration step = price.roundUp().get(unit);
    return step == null
        ? 1
        : unit == PricedUnit.GPU_SECONDS ? step.toNanos() / 1_000 : step.toMillis();
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
