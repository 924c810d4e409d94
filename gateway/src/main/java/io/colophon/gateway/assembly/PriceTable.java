package io.colophon.gateway.assembly;

import io.colophon.gateway.config.PriceConfig;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.Tariff;
import io.colophon.provider.spi.UsageUnit;
import java.math.BigDecimal;
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
final class PriceTable {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private PriceTable() {}

  static PriceBook book(List<PriceConfig> prices) {
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
    return new Tariff(
        subject,
        price.currency().getCurrencyCode(),
        price.version().orElse(price.validFrom().toString()),
        start(price.validFrom()),
        next == null ? null : start(next),
        price.rates().entrySet().stream().map(e -> unit(e.getKey(), e.getValue())).toList());
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static io.colophon.metering.price.UnitPrice unit(UsageUnit unit, UnitPrice price) {
    return new io.colophon.metering.price.UnitPrice(
        unit, price.amount().multiply(NANOS).longValueExact(), price.per());
  }
}
