package io.colophon.metering.ledger;

import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words of an entry and what they mean, made once: the path of every generation needs them. */
final class EntryNames {
  private static final String[] UNIT_IDS =
      Arrays.stream(UsageUnit.values()).map(UsageUnit::id).toArray(String[]::new);
  private static final String[] SOURCE_IDS =
      Arrays.stream(Quantity.Source.values())
          .map(source -> source.name().toLowerCase(Locale.ROOT))
          .toArray(String[]::new);
  private static final Map<String, UsageUnit> UNITS = byName(UsageUnit.values(), EntryNames::of);
  private static final Map<String, Quantity.Source> SOURCES =
      byName(Quantity.Source.values(), EntryNames::of);
  private static final Map<String, Modality> MODALITIES = byName(Modality.values(), Modality::id);
  private static final Map<String, EndState> END_STATES = byName(EndState.values(), EndState::id);

  private EntryNames() {}

  static String of(UsageUnit unit) {
    return UNIT_IDS[unit.ordinal()];
  }

  static String of(Quantity.Source source) {
    return SOURCE_IDS[source.ordinal()];
  }

  static UsageUnit unit(String name) {
    return find("usage unit", UNITS, name);
  }

  static Quantity.Source source(String name) {
    return find("source", SOURCES, name);
  }

  static Modality modality(String name) {
    return find("modality", MODALITIES, name);
  }

  static EndState endState(String name) {
    return find("end state", END_STATES, name);
  }

  private static <T> T find(String what, Map<String, T> names, String name) {
    T found = names.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          what + " is '" + name + "', expected one of " + names.keySet());
    }
    return found;
  }

  private static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
    Map<String, T> names = new HashMap<>();
    for (T value : values) {
      names.put(name.apply(value), value);
    }
    return Map.copyOf(names);
  }
}
