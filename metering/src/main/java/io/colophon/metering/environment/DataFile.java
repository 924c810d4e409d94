package io.colophon.metering.environment;

import io.colophon.metering.figure.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the tables that travel in the jar: objects by id under one top-level name. */
public final class DataFile {
  private DataFile() {}

  /** Reads {@code resource}, which stands beside {@code owner}, into rows by id, in file order. */
  public static <T> Map<String, T> read(
      Class<?> owner, String resource, BiFunction<String, JsonNode, T> row) {
    try (InputStream in = owner.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("data file " + resource + " is missing from the jar");
      }
      Map<String, T> rows = new LinkedHashMap<>();
      JsonNode root = JsonMapper.shared().readTree(in);
      for (Map.Entry<String, JsonNode> entry : root.required("rows").properties()) {
        rows.put(entry.getKey(), row.apply(entry.getKey(), entry.getValue()));
      }
      return Collections.unmodifiableMap(rows);
    } catch (IOException e) {
      throw new UncheckedIOException("data file " + resource, e);
    }
  }

  /** An optional number; null when absent. */
  public static @Nullable Double number(JsonNode row, String name) {
    JsonNode value = row.get(name);
    return value == null || value.isNull() ? null : value.asDouble();
  }

  /**
   * An optional interval, written as a number, {@code [low, high]} or {@code [low, best, high]}.
   */
  public static @Nullable Interval interval(JsonNode row, String name) {
    JsonNode value = row.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isArray()) {
      return Interval.of(value.asDouble());
    }
    return value.size() == 2
        ? Interval.between(value.get(0).asDouble(), value.get(1).asDouble())
        : new Interval(value.get(0).asDouble(), value.get(1).asDouble(), value.get(2).asDouble());
  }
}
