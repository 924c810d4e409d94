package io.colophon.provider.spi;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a generation used, counter by counter. A counter that is absent was not reported, which
 * differs from zero. Immutable.
 *
 * @param quantities the known counters; never holds {@link Quantity.NotReported}
 */
public record Usage(Map<UsageUnit, Quantity.Known> quantities) {

  /** Nothing was reported. */
  public static final Usage UNREPORTED = new Usage(Map.of());

  public Usage {
    quantities = Map.copyOf(quantities);
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

  /** Starts a usage whose counters all come from {@code source}. */
  public static Builder from(Quantity.Source source) {
    return new Builder(source);
  }

  /** Collects counters of one source. Not thread-safe. */
  public static final class Builder {
    private final Quantity.Source source;
    private final EnumMap<UsageUnit, Quantity.Known> quantities = new EnumMap<>(UsageUnit.class);

    private Builder(Quantity.Source source) {
      this.source = source;
    }

    /** Sets a counter; a second value for the same unit replaces the first. */
    public Builder with(UsageUnit unit, long value) {
      quantities.put(unit, new Quantity.Known(value, source));
      return this;
    }

    public Usage build() {
      return new Usage(quantities);
    }
  }
}
