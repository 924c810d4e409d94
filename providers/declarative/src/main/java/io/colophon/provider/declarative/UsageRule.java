package io.colophon.provider.declarative;

import io.colophon.provider.http.HttpHead;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

  /**
   * What the answer says. Many vendors write their numbers as texts, and headers have no others.
   */
  Usage read(@Nullable JsonNode body, @Nullable HttpHead head) {
    UsageFields usage = new UsageFields();
    for (Counter counter : counters) {
      if (counter.at.isPresent() && body != null) {
        usage.with(counter.unit, count(body.at(counter.at.get()), counter.scale));
      } else if (head != null && !counter.header.isEmpty()) {
        Optional<String> value = head.header(counter.header).filter(text -> !text.isBlank());
        value.ifPresent(text -> usage.with(counter.unit, count(Json.tree(text), counter.scale)));
      }
    }
    return usage.build();
  }

  private static @Nullable StatedCount count(JsonNode node, double scale) {
    return node.isString() && node.stringValue().isBlank()
        ? null
        : StatedCount.readScaled(node, scale);
  }
}
