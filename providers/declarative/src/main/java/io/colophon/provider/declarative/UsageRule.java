package io.colophon.provider.declarative;

import io.colophon.provider.http.HttpHead;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Which counters an answer holds, and where. */
record UsageRule(List<Counter> counters) {
  static final UsageRule NONE = new UsageRule(List.of());

  /**
   * One counter.
   *
   * @param at where in the body; empty if it stands in a header
   * @param header name of the header; empty if it stands in the body
   * @param scale what the vendor's number is multiplied by
   */
  record Counter(UsageUnit unit, Optional<JsonPointer> at, String header, double scale) {}

  static UsageRule read(Section section) {
    List<Counter> counters = new ArrayList<>();
    for (UsageUnit unit : UsageUnit.values()) {
      String key = unit.name().toLowerCase(Locale.ROOT).replace('_', '-');
      section.find(key).ifPresent(node -> counters.add(counter(unit, node)));
    }
    section.end();
    return new UsageRule(counters);
  }

  private static Counter counter(UsageUnit unit, Node node) {
    if (node instanceof Node.Scalar) {
      return new Counter(unit, Optional.of(Section.pointer(node)), "", 1);
    }
    Section section = Section.of(node);
    Counter counter =
        new Counter(
            unit,
            section.pointer("at"),
            section.findText("header").orElse(""),
            section.number("scale").orElse(1.0));
    if (counter.at.isPresent() != counter.header.isEmpty()) {
      throw new AdapterException(node, "a counter has either \"at\" or \"header\"");
    }
    section.end();
    return counter;
  }

  /** What the answer says. */
  Usage read(@Nullable JsonNode body, @Nullable HttpHead head) {
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    for (Counter counter : counters) {
      OptionalDouble value = OptionalDouble.empty();
      if (counter.at.isPresent() && body != null) {
        value = Places.number(body, counter.at.get());
      } else if (head != null && !counter.header.isEmpty()) {
        value = number(head.header(counter.header).orElse(""));
      }
      if (value.isPresent()) {
        Places.count(value.getAsDouble() * counter.scale)
            .ifPresent(count -> usage.with(counter.unit, count));
      }
    }
    return usage.build();
  }

  private static OptionalDouble number(String text) {
    return text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }
}
