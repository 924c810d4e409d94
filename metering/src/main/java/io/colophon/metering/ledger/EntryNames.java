package io.colophon.metering.ledger;

import io.colophon.metering.figure.Metric;
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
  private static final String[] SOURCE_IDS =
      Arrays.stream(Quantity.Source.values())
          .map(source -> source.name().toLowerCase(Locale.ROOT))
          .toArray(String[]::new);
  private static final byte[][] UNIT_BYTES = encode(UsageUnit.values(), UsageUnit::id);
  private static final byte[][] SOURCE_BYTES = encode(Quantity.Source.values(), EntryNames::of);
  private static final byte[][] METRIC_BYTES = encode(Metric.values(), Metric::id);
  private static final byte[][] MODALITY_BYTES = encode(Modality.values(), Modality::id);
  private static final byte[][] END_STATE_BYTES = encode(EndState.values(), EndState::id);
  private static final Map<String, UsageUnit> UNITS = byName(UsageUnit.values(), UsageUnit::id);
  private static final Map<String, Quantity.Source> SOURCES =
      byName(Quantity.Source.values(), EntryNames::of);
  private static final Map<String, Metric> METRICS = byName(Metric.values(), Metric::id);
  private static final Map<String, Modality> MODALITIES = byName(Modality.values(), Modality::id);
  private static final Map<String, EndState> END_STATES = byName(EndState.values(), EndState::id);

  private EntryNames() {}

  static String of(Quantity.Source source) {
    return SOURCE_IDS[source.ordinal()];
  }

  static byte[] bytes(UsageUnit unit) {
    return UNIT_BYTES[unit.ordinal()];
  }

  static byte[] bytes(Quantity.Source source) {
    return SOURCE_BYTES[source.ordinal()];
  }

  static byte[] bytes(Metric metric) {
    return METRIC_BYTES[metric.ordinal()];
  }

  static byte[] bytes(Modality modality) {
    return MODALITY_BYTES[modality.ordinal()];
  }

  static byte[] bytes(EndState state) {
    return END_STATE_BYTES[state.ordinal()];
  }

  static Metric metric(String name) {
    return find("metric", METRICS, name);
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

  private static <T> byte[][] encode(T[] values, Function<T, String> name) {
    return Arrays.stream(values)
        .map(value -> EntryText.alone(name.apply(value)))
        .toArray(byte[][]::new);
  }

  private static <T> Map<String, T> byName(T[] values, Function<T, String> name) {
    Map<String, T> names = new HashMap<>();
    for (T value : values) {
      names.put(name.apply(value), value);
    }
    return Map.copyOf(names);
  }
}
