package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Bound.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every value in effect by its path, defaults included, in the order of the records. Shows secrets
 * as {@code ***} yet can tell whether they changed.
 */
public final class EffectiveSettings {

  private final Map<String, Setting> byPath;

  EffectiveSettings(Map<String, Setting> byPath) {
    this.byPath = Collections.unmodifiableMap(new LinkedHashMap<>(byPath));
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
