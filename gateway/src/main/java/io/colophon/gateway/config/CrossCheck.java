package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Bound;
import io.colophon.gateway.config.bind.Bound.Setting;
import io.colophon.gateway.config.bind.Suggestion;
import io.colophon.gateway.config.unit.Durations;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Problems;
import java.time.Duration;
import java.util.Set;

/**
 * What checks between values work with. They see each record that is right in itself, so that one
 * mistake does not hide another.
 *
 * @param top the tree, for names of things that could not be bound
 * @param warnings what is allowed but probably not meant
 */
record CrossCheck(Mapping top, Bound bound, Problems problems, Problems warnings) {

  void refuse(String path, String message) {
    problems.add(bound.positionOf(path), path, bound.masked(message));
  }

  void warn(String path, String message) {
    warnings.add(bound.positionOf(path), path, bound.masked(message));
  }

  /** Whether the value stands in the operator's file rather than in the embedded default. */
  boolean ofOperator(String path) {
    return !bound.positionOf(path).file().equals(EmbeddedDefault.NAME);
  }

  /** Names in a section, those whose values are wrong included. */
  Set<String> names(String section) {
    return top.get(section).orElse(null) instanceof Mapping mapping
        ? mapping.entries().keySet()
        : Set.of();
  }

  /** A value as a message may show it. */
  String shown(String path, Object value) {
    Setting setting = bound.settings().get(path);
    return setting != null && setting.secret() ? "value ***: " : "value \"" + value + "\": ";
  }

  /** Refuses two values in the wrong order, at the one that the operator stated. */
  <T extends Comparable<T>> void refuseUnordered(
      String path, String lowKey, T low, String highKey, T high) {
    if (low.compareTo(high) > 0) {
      String atLow = path + "." + lowKey;
      String atHigh = path + "." + highKey;
      if (bound.isStated(atLow)) {
        refuse(
            atLow, shown(atLow, print(low)) + "expected at most " + highKey + ", " + print(high));
      } else {
        refuse(
            atHigh, shown(atHigh, print(high)) + "expected at least " + lowKey + ", " + print(low));
      }
    }
  }

  private static Object print(Object value) {
    return value instanceof Duration length ? Durations.print(length) : value;
  }

  /** Refuses a name that is in no section of that name. */
  void refuseUnknown(String path, String name, String section) {
    Set<String> names = names(section);
    if (!names.contains(name)) {
      refuse(
          path,
          shown(path, name) + "expected a name under " + section + Suggestion.hint(name, names));
    }
  }
}
