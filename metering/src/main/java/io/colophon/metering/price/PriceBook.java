package io.colophon.metering.price;

import io.colophon.metering.figure.Figures;
import io.colophon.provider.spi.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All tariffs, by subject and time. Immutable; rating takes no lock. Amounts are rounded half to
 * even, line by line, to a nano-unit.
 */
public final class PriceBook {
  /** Nothing has a price. */
  public static final PriceBook EMPTY = new PriceBook(List.of());

  private static final Cost NO_TARIFF = new Cost.Unpriced("no tariff for the target or the model");
  private static final Cost NOT_VALID = new Cost.Unpriced("no tariff is valid at that time");

  private static final Figures NOT_METERED = Figures.unknown("not metered");

  private final Map<String, List<Tariff>> bySubject = new HashMap<>();

  /**
   * @throws IllegalArgumentException when two tariffs of one subject overlap in time
   */
  public PriceBook(Collection<Tariff> tariffs) {
    for (Tariff tariff : tariffs) {
      List<Tariff> others = bySubject.computeIfAbsent(tariff.subject(), s -> new ArrayList<>(1));
      for (Tariff other : others) {
        if (other.overlaps(tariff)) {
          throw new IllegalArgumentException(
              "tariffs "
                  + other.version()
                  + " and "
                  + tariff.version()
                  + " of "
                  + tariff.subject()
                  + " overlap, expected one at a time");
        }
      }
      others.add(tariff);
    }
  }

  /**
   * What a usage costs of which nothing was metered and nothing special was asked for.
   *
   * @param target {@code provider/model}
   * @param model the model's name
   * @param at when the generation was admitted
   */
  public Cost rate(String target, String model, Usage usage, Instant at) {
    return rate(new RatedUse(target, model, usage, NOT_METERED, Attributes.NONE, at));
  }

  /**
   * What a use costs. A tariff of the target goes before one of the model; a target whose tariffs
   * are not valid at that time is not looked up by model, since its price is known to differ.
   */
  public Cost rate(RatedUse use) {
    List<Tariff> tariffs = tariffs(use.target(), use.model());
    if (tariffs == null) {
      return NO_TARIFF;
    }
    Tariff valid = validAt(tariffs, use.at());
    return valid == null ? NOT_VALID : Rating.rate(valid, use);
  }

  /** Whether a price goes by metered figures, so that {@link #rate} looks at them. */
  public boolean goesByFigures(String target, String model, Instant at) {
    List<Tariff> tariffs = tariffs(target, model);
    Tariff valid = tariffs == null ? null : validAt(tariffs, at);
    return valid != null && valid.goesByFigures();
  }

  private @Nullable List<Tariff> tariffs(String target, String model) {
    List<Tariff> tariffs = bySubject.get(target);
    return tariffs == null ? bySubject.get(model) : tariffs;
  }

  private static @Nullable Tariff validAt(List<Tariff> tariffs, Instant at) {
    for (int i = 0; i < tariffs.size(); i++) {
      if (tariffs.get(i).validAt(at)) {
        return tariffs.get(i);
      }
    }
    return null;
  }
}
