package io.colophon.provider.declarative;

import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Translation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a vendor takes for one value; what it does not take is replaced by the nearest, or left out,
 * and said.
 *
 * @param min least number
 * @param max largest number
 * @param nearest the only numbers
 * @param map the only texts, and what they are called there
 * @param sizes the only sizes, and what they are called there
 * @param scale numbers are multiplied by it after everything else
 * @param whole whether numbers are rounded at the end
 * @param maxLength most characters of a text
 * @param fallback used where the caller gives nothing that can be taken
 */
record ValueRule(
    OptionalDouble min,
    OptionalDouble max,
    List<Double> nearest,
    Map<String, Object> map,
    Map<PixelSize, String> sizes,
    double scale,
    boolean whole,
    OptionalInt maxLength,
    Optional<Object> fallback) {

  /**
   * What is sent.
   *
   * @param value nothing if it is left out
   * @param translation what the caller is told
   */
  record Taken(Optional<Object> value, Optional<Translation> translation) {}

  static ValueRule read(Section section) {
    Map<String, Object> map = new LinkedHashMap<>();
    section
        .map("map")
        .forEach(
            (key, value) -> {
              if (!(value instanceof Node.Scalar scalar)) {
                throw new AdapterException(value, "expected a single value, found " + value.kind());
              }
              map.put(key, scalar.value());
            });
    Map<PixelSize, String> sizes = new LinkedHashMap<>();
    section.map("sizes").forEach((key, value) -> sizes.put(size(key, value), Section.text(value)));
    ValueRule rule =
        new ValueRule(
            optional(section.number("min")),
            optional(section.number("max")),
            section.list("nearest").stream().map(Section::number).toList(),
            map,
            sizes,
            section.number("scale").orElse(1.0),
            section.flag("whole"),
            section
                .number("max-length")
                .map(value -> OptionalInt.of(value.intValue()))
                .orElse(OptionalInt.empty()),
            section
                .find("default")
                .map(
                    node -> {
                      if (node instanceof Node.Scalar scalar) {
                        return scalar.value();
                      }
                      throw new AdapterException(
                          node, "expected a single value, found " + node.kind());
                    }));
    section.end();
    return rule;
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static PixelSize size(String text, Node at) {
    String[] sides = text.split("x", -1);
    try {
      return new PixelSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
      throw new AdapterException(at, "expected a size such as 1280x720, found \"" + text + "\"");
    }
  }

  /**
   * Fits a value.
   *
   * @param parameter its name in translations
   * @param given nothing if the caller left it to the model
   */
  Taken fit(String parameter, Optional<Object> given) {
    if (given.isEmpty()) {
      return new Taken(fallback, Optional.empty());
    }
    Object value = given.get();
    if (value instanceof PixelSize size && !sizes.isEmpty()) {
      Map.Entry<PixelSize, String> best = nearestSize(size);
      return clamped(parameter, size, best.getKey(), best.getValue());
    }
    if (value instanceof String text) {
      return text(parameter, text);
    }
    if (value instanceof Number number) {
      double fitted = fit(number.doubleValue());
      return clamped(
          parameter, Template.write(number.doubleValue()), Template.write(fitted), scaled(fitted));
    }
    return new Taken(given, Optional.empty());
  }

  private Taken text(String parameter, String text) {
    if (!map.isEmpty()) {
      Object known = map.get(text);
      if (known != null) {
        return new Taken(Optional.of(known), Optional.empty());
      }
      return new Taken(
          fallback,
          Optional.of(
              new Translation(
                  parameter,
                  Translation.Change.DROPPED,
                  "the target takes " + String.join(", ", map.keySet()))));
    }
    int length = text.codePointCount(0, text.length());
    if (maxLength.isPresent() && length > maxLength.getAsInt()) {
      return new Taken(
          Optional.of(text.substring(0, text.offsetByCodePoints(0, maxLength.getAsInt()))),
          Optional.of(
              new Translation(
                  parameter,
                  Translation.Change.CLAMPED,
                  length + " characters -> " + maxLength.getAsInt())));
    }
    return new Taken(Optional.of(text), Optional.empty());
  }

  private double fit(double value) {
    double fitted = value;
    if (!nearest.isEmpty()) {
      fitted = nearest.get(0);
      for (double one : nearest) {
        if (Math.abs(one - value) < Math.abs(fitted - value)) {
          fitted = one;
        }
      }
    }
    fitted = min.isPresent() ? Math.max(fitted, min.getAsDouble()) : fitted;
    return max.isPresent() ? Math.min(fitted, max.getAsDouble()) : fitted;
  }

  private Object scaled(double value) {
    double result = value * scale;
    return whole || result == Math.rint(result) ? (Object) Math.round(result) : (Object) result;
  }

  /** The most alike in shape, and among these in area. */
  private Map.Entry<PixelSize, String> nearestSize(PixelSize wanted) {
    Map.Entry<PixelSize, String> best = sizes.entrySet().iterator().next();
    double least = Double.MAX_VALUE;
    for (Map.Entry<PixelSize, String> entry : sizes.entrySet()) {
      PixelSize one = entry.getKey();
      double shape =
          Math.abs(
              Math.log((double) one.width() / one.height() * wanted.height() / wanted.width()));
      double area = Math.abs(Math.log((double) one.pixels() / wanted.pixels()));
      double far = shape * 100 + area;
      if (far < least) {
        least = far;
        best = entry;
      }
    }
    return best;
  }

  private static Taken clamped(String parameter, Object before, Object after, Object value) {
    return new Taken(
        Optional.of(value),
        before.equals(after)
            ? Optional.empty()
            : Optional.of(
                new Translation(parameter, Translation.Change.CLAMPED, before + " -> " + after)));
  }
}
