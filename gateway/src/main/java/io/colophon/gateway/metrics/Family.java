package io.colophon.gateway.metrics;

import java.util.Arrays;

/**
 * All series of one name.
 *
 * @param name with dots, as OpenTelemetry writes it
 * @param unit of UCUM: {@code s}, {@code By}; in braces what is counted, such as {@code {token}};
 *     empty for none
 * @param help one sentence
 * @param kind what it does
 * @param bounds upper bounds of a histogram's buckets, each included in its bucket, ascending; none
 *     for other kinds
 */
record Family(String name, String unit, String help, Kind kind, double... bounds) {

  /** What a series does. */
  enum Kind {
    /** Only grows while the process runs. */
    COUNTER,
    /** A value of now. */
    GAUGE,
    /** How values are spread. */
    HISTOGRAM
  }

  static Family counter(String name, String unit, String help) {
    return new Family(name, unit, help, Kind.COUNTER);
  }

  static Family gauge(String name, String unit, String help) {
    return new Family(name, unit, help, Kind.GAUGE);
  }

  static Family histogram(String name, String unit, String help, double... bounds) {
    return new Family(name, unit, help, Kind.HISTOGRAM, bounds);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Family that
        && name.equals(that.name)
        && unit.equals(that.unit)
        && help.equals(that.help)
        && kind == that.kind
        && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
