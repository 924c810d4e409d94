package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.ConditionConfig;
import io.colophon.gateway.config.RequestFact;
import io.colophon.gateway.config.unit.Count;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of one fact of a request. Why it does not hold names what the caller sent and the
 * bounds of numbers, but no text of the configuration: that may name other callers.
 */
final class Condition {
  private final String name;
  private final @Nullable RequestFact fact; // null: metadata
  private final ConditionConfig config;
  private final Set<String> in;
  private final double atLeast;
  private final double above;
  private final double atMost;
  private final double below;

  /**
   * @param name a {@link RequestFact#id()} or {@code metadata.NAME}; checked with the configuration
   */
  Condition(String name, ConditionConfig config) {
    this.fact =
        name.startsWith(RequestFact.METADATA)
            ? null
            : RequestFact.of(name)
                .orElseThrow(() -> new IllegalArgumentException("no fact " + name));
    this.name = name;
    this.config = config;
    this.in = new HashSet<>(config.in());
    this.atLeast = value(config.atLeast());
    this.above = value(config.above());
    this.atMost = value(config.atMost());
    this.below = value(config.below());
  }

  private static double value(Optional<Count> count) {
    return count.isPresent() ? count.get().value().doubleValue() : Double.NaN;
  }

  /** Why it does not hold; null if it does. */
  @Nullable String unmet(RequestFacts asked) {
    String text = null;
    if (config.exists().isPresent() || config.comparesText()) {
      text = text(asked);
      if (config.exists().isPresent() && config.exists().get() != (text != null)) {
        return name + (text == null ? " is absent" : " is present");
      }
    }
    if (config.comparesText() && !fits(text)) {
      return text == null ? name + " is absent" : name + " is another one";
    }
    return config.comparesNumbers() ? unmetNumber(asked) : null;
  }

  private boolean fits(@Nullable String text) {
    return text != null
        && (config.equals().isEmpty() || text.equals(config.equals().get()))
        && (in.isEmpty() || in.contains(text))
        && (config.prefix().isEmpty() || text.startsWith(config.prefix().get()));
  }

  private @Nullable String unmetNumber(RequestFacts asked) {
    double number = number(asked);
    if (Double.isNaN(number)) {
      return name + " is no number";
    }
    String expected =
        number < atLeast
            ? "expected at least " + FactReader.shown(atLeast)
            : number <= above
                ? "expected above " + FactReader.shown(above)
                : number > atMost
                    ? "expected at most " + FactReader.shown(atMost)
                    : number >= below ? "expected below " + FactReader.shown(below) : null;
    return expected == null ? null : name + " is " + FactReader.shown(number) + ", " + expected;
  }

  private @Nullable String text(RequestFacts asked) {
    return fact == null ? metadata(asked) : FactReader.text(fact, asked);
  }

  private @Nullable String metadata(RequestFacts asked) {
    return asked.received().metadata().get(name.substring(RequestFact.METADATA.length()));
  }

  private double number(RequestFacts asked) {
    if (fact != null) {
      return FactReader.number(fact, asked);
    }
    String text = metadata(asked);
    if (text == null) {
      return Double.NaN;
    }
    try {
      return Count.number(text).doubleValue();
    } catch (IllegalArgumentException notANumber) {
      return Double.NaN;
    }
  }
}
