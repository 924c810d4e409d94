package io.colophon.gateway.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Everything that is measured, by family and labels. A series is made when it is first asked for
 * and stays. Thread-safe.
 */
final class Instruments {
  /** Series of one family. More share the last place, so that memory stays bounded. */
  static final int MOST_SERIES = 2_000;

  private final Map<String, Group> groups = new ConcurrentSkipListMap<>();
  private final LongAdder refused = new LongAdder();

  private record Group(Family family, Map<Labels, Series> series) {}

  /** A family and what its series show. */
  record Shown(Family family, List<Line> lines) {}

  /** What one series shows. */
  record Line(Labels labels, Series.Reading reading) {}

  WholeCounter whole(Family family, Labels labels) {
    return whole(family, labels, 1);
  }

  /** A counter to which {@code parts} of what is shown are added for each one shown. */
  WholeCounter whole(Family family, Labels labels, long parts) {
    return series(family, labels, WholeCounter.class, () -> new WholeCounter(parts));
  }

  RealCounter real(Family family, Labels labels) {
    return series(family, labels, RealCounter.class, RealCounter::new);
  }

  Histogram histogram(Family family, Labels labels) {
    return series(family, labels, Histogram.class, () -> new Histogram(family.bounds()));
  }

  /** Shows a value that is kept elsewhere. The first one of a family and labels stays. */
  void watch(Family family, Labels labels, DoubleSupplier value) {
    var unused = series(family, labels, Watched.class, () -> new Watched(value));
  }

  private <S extends Series> S series(
      Family family, Labels labels, Class<S> type, Supplier<S> made) {
    Group group =
        groups.computeIfAbsent(family.name(), name -> new Group(family, new ConcurrentHashMap<>()));
    if (!group.family().equals(family)) {
      throw new IllegalStateException(family + " is measured in two ways");
    }
    Series known = group.series().get(labels);
    if (known == null) {
      if (group.series().size() >= MOST_SERIES) {
        refused.increment();
        return made.get(); // counted by nobody, but whoever counts need not care
      }
      known = group.series().computeIfAbsent(labels, key -> made.get());
    }
    return type.cast(known);
  }

  /** Series that were not made since there were too many of their family. */
  long refused() {
    return refused.sum();
  }

  /** What everything shows now, by name. */
  List<Shown> read() {
    List<Shown> all = new ArrayList<>(groups.size());
    for (Group group : groups.values()) {
      List<Line> lines = new ArrayList<>(group.series().size());
      group.series().forEach((labels, series) -> lines.add(new Line(labels, series.read())));
      all.add(new Shown(group.family(), lines));
    }
    return all;
  }
}
