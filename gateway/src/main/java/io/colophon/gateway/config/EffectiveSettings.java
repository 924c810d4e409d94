package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Bound;
import io.colophon.gateway.config.bind.Bound.Setting;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every value in effect by its path, defaults included, in the order of the records. Shows secrets
 * as {@code ***} yet can tell whether they changed.
 */
public final class EffectiveSettings {

  private final Map<String, Setting> byPath;
  private final Set<String> unsaid;

  /**
   * @param unsaid paths of those that stand in a group of which the file says nothing
   */
  EffectiveSettings(Map<String, Setting> byPath, Set<String> unsaid) {
    this.byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
    this.unsaid = Set.copyOf(unsaid);
  }

  /** What was bound. */
  static EffectiveSettings of(Bound bound) {
    Set<String> said = new HashSet<>();
    bound.settings().keySet().stream()
        .filter(bound::isStated)
        .forEach(
            path -> {
              for (String in = group(path); said.add(in) && !in.isEmpty(); in = group(in)) {
                // the groups around it as well
              }
            });
    Set<String> unsaid =
        bound.settings().keySet().stream()
            .filter(path -> !said.contains(group(path)))
            .collect(Collectors.toSet());
    return new EffectiveSettings(bound.settings(), unsaid);
  }

  private static String group(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Whether it is a default in a group of which the file says nothing. */
  boolean isUnsaid(String path) {
    return unsaid.contains(path);
  }

  Map<String, Setting> byPath() {
    return byPath;
  }

  /** Path to value, secrets masked; can be printed. */
  public Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    byPath.forEach((path, setting) -> shown.put(path, setting.shown()));
    return Collections.unmodifiableMap(shown);
  }

  @Override
  public String toString() {
    return shown().toString();
  }
}
