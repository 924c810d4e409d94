package io.colophon.provider.spi;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a generation used, counter by counter. A counter that is absent was not reported, which
 * differs from zero. Immutable.
 *
 * @param quantities the known counters; never holds {@link Quantity.NotReported}
 * @param suspicions what of it was clamped since it could not be true; empty for a sound usage
 */
public record Usage(Map<UsageUnit, Quantity.Known> quantities, List<Suspicion> suspicions) {

  /** Nothing was reported. */
  public static final Usage UNREPORTED = new Usage(Map.of());

  public Usage {
    quantities = Map.copyOf(quantities);
    suspicions = List.copyOf(suspicions);
  }

  /** A usage in which nothing is suspect. */
  public Usage(Map<UsageUnit, Quantity.Known> quantities) {
    this(quantities, List.of());
  }

  /** Whether something of it was clamped. */
  public boolean isSuspect() {
    return !suspicions.isEmpty();
  }

  /** The counter as reported, or {@link Quantity#NOT_REPORTED}. */
  public Quantity of(UsageUnit unit) {
    Quantity known = quantities.get(unit);
    return known == null ? Quantity.NOT_REPORTED : known;
  }

  /** The counter's value; empty when it was not reported. */
  public OptionalLong value(UsageUnit unit) {
    Quantity.Known known = quantities.get(unit);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known.value());
  }

  /** The same with all counters from {@code source}. */
  public Usage as(Quantity.Source source) {
    Builder same = from(source);
    quantities.forEach((unit, known) -> same.with(unit, known.value()));
    same.suspicions.addAll(suspicions);
    return same.build();
  }

  /** Whether nothing was reported and nothing is suspect. */
  public boolean isEmpty() {
    return quantities.isEmpty() && suspicions.isEmpty();
  }

  /** Starts a usage whose counters all come from {@code source}. */
  public static Builder from(Quantity.Source source) {
    return new Builder(source);
  }

  /** Collects counters of one source. Not thread-safe. */
  public static final class Builder {
    private final Quantity.Source source;
    private final EnumMap<UsageUnit, Quantity.Known> quantities = new EnumMap<>(UsageUnit.class);
    private final List<Suspicion> suspicions = new ArrayList<>(0);

    private Builder(Quantity.Source source) {
      this.source = source;
    }

    /** Sets a counter; a second value for the same unit replaces the first. */
    public Builder with(UsageUnit unit, long value) {
      quantities.put(unit, new Quantity.Known(value, source));
      return this;
    }

    /** Sets a counter that had to be clamped; see {@link Suspicion}. */
    public Builder suspect(UsageUnit unit, long clamped, String found, String expected) {
      suspicions.add(new Suspicion(unit, found, expected));
      return with(unit, clamped);
    }

    /** Notes something suspect without a counter of its own, such as one that is missing. */
    public Builder suspect(Suspicion suspicion) {
      suspicions.add(suspicion);
      return this;
    }

    public Usage build() {
      return new Usage(quantities, suspicions);
    }
  }
}
