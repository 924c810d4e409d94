package io.colophon.throttling.fairness;

import org.jspecify.annotations.Nullable;

/** An entry's place in the line of one station. */
final class Link {
  final FairEntry<?> entry;
  final Station station;
  final Bench bench;
  final Line line;
  @Nullable Link before;
  @Nullable Link after;

  Link(FairEntry<?> entry, Station station, Bench bench, Line line) {
    this.entry = entry;
    this.station = station;
    this.bench = bench;
    this.line = line;
  }
}
