package io.colophon.gateway.config.bind;

import io.colophon.gateway.config.yaml.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What binding has made so far, by path: each record that is right in itself even where its
 * neighbours are not, each single value, and where each stood. Not safe for use by several threads.
 */
public final class Bound {

  /**
   * A single value in effect.
   *
   * @param text as a file would say it
   * @param secret whether it must not be shown
   */
  public record Setting(String text, boolean secret) {
    /** The text, or three stars. */
    public String shown() {
      return secret ? "***" : text;
    }

    @Override
    public String toString() {
      return shown();
    }
  }

  private final Map<String, Record> records = new LinkedHashMap<>();
  private final Map<String, Setting> settings = new LinkedHashMap<>();
  private final Map<String, Position> positions = new LinkedHashMap<>();

  void record(String path, Record value) {
    records.put(path, value);
  }

  void setting(String path, Setting setting) {
    settings.put(path, setting);
  }

  void position(String path, Position position) {
    if (position.line() > 0) {
      positions.putIfAbsent(path, position);
    }
  }

  /** Where the value at a path stands, or what holds it when it was left out. */
  public Position positionOf(String path) {
    String at = path;
    while (!positions.containsKey(at)) {
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      at = cut < 0 ? "" : at.substring(0, cut);
      if (at.isEmpty()) {
        break;
      }
    }
    Position found = positions.get(at);
    return found == null ? Position.wholeFile("configuration") : found;
  }

  /** Whether the value at a path stands in a file, rather than being a default. */
  public boolean isStated(String path) {
    return positions.containsKey(path);
  }

  /** Gives every record of a class, with its path, to an action. */
  public <R extends Record> void each(Class<R> type, BiConsumer<String, R> action) {
    records.forEach(
        (path, value) -> {
          if (type.isInstance(value)) {
            action.accept(path, type.cast(value));
          }
        });
  }

  /** A message of somebody else's with every secret in it hidden. */
  public String masked(String message) {
    String masked = message;
    for (Setting setting : settings.values()) {
      if (setting.secret() && !setting.text().isEmpty()) {
        masked = masked.replace(setting.text(), "***");
      }
    }
    return masked;
  }

  /** Single values by path, in the order of the records. */
  public Map<String, Setting> settings() {
    return Collections.unmodifiableMap(settings);
  }
}
