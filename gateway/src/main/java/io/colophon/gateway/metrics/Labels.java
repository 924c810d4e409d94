package io.colophon.gateway.metrics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and values that tell the series of a family apart. Values come from the configuration or
 * from fixed lists, never from a caller or an upstream.
 *
 * @param pairs name, value, name, value; names with dots
 */
record Labels(List<String> pairs) {
  static final Labels NONE = new Labels(List.of());

  Labels {
    pairs = List.copyOf(pairs);
    if (pairs.size() % 2 != 0) {
      throw new IllegalArgumentException("labels " + pairs + ", expected names with values");
    }
  }

  static Labels of(String... pairs) {
    return new Labels(List.of(pairs));
  }

  /** These and one more; the same if the value is null. */
  Labels with(String name, @Nullable String value) {
    if (value == null) {
      return this;
    }
    List<String> more = new ArrayList<>(pairs);
    more.add(name);
    more.add(value);
    return new Labels(more);
  }

  int size() {
    return pairs.size() / 2;
  }

  String name(int index) {
    return pairs.get(2 * index);
  }

  String value(int index) {
    return pairs.get(2 * index + 1);
  }
}
