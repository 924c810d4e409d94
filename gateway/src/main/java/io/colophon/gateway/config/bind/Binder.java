package io.colophon.gateway.config.bind;

import io.colophon.gateway.config.bind.Bound.Setting;
import io.colophon.gateway.config.yaml.KeyPath;
import io.colophon.gateway.config.yaml.Node;
import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Nothing;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Node.Sequence;
import io.colophon.gateway.config.yaml.Node.Unresolved;
import io.colophon.gateway.config.yaml.Position;
import io.colophon.gateway.config.yaml.Problems;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills records from a tree. Goes on after a problem, so that all of them are told at once; what
 * could not be bound is {@code null} on the way and never leaves this package. Not safe for use by
 * several threads.
 */
public final class Binder {

  /** Binds one class in its own way. */
  public interface Special {
    /** The record; empty after a problem, which has been told. */
    Optional<Record> bind(Binder binder, Mapping mapping, String path);
  }

  private final Path folder;
  private final Problems problems;
  private final Map<Class<?>, Special> specials;
  private final Bound bound = new Bound();

  /**
   * @param folder what relative paths of the file are relative to; those of defaults stay relative
   * @param specials how records are bound that are not simply filled key by key
   */
  public Binder(Path folder, Problems problems, Map<Class<?>, Special> specials) {
    this.folder = folder;
    this.problems = problems;
    this.specials = Map.copyOf(specials);
  }

  public Problems problems() {
    return problems;
  }

  /** What has been bound so far. */
  public Bound bound() {
    return bound;
  }

  /** Binds the whole tree; empty if anything in it is wrong. */
  public <R extends Record> Optional<R> bind(Class<R> type, Mapping top) {
    return Optional.ofNullable(record(type, top, "")).map(type::cast);
  }

  /**
   * Binds a mapping whose keys are not all those of one record.
   *
   * @param alsoKnown keys that somebody else binds
   * @param given components that are not in the file, by key
   */
  public Optional<Record> bindPart(
      Class<? extends Record> type,
      Mapping mapping,
      String path,
      Set<String> alsoKnown,
      Map<String, Object> given) {
    return Optional.ofNullable(new RecordBinding(this, type, path).bind(mapping, alsoKnown, given));
  }

  @Nullable Object value(Type type, Node node, String path, Constraints constraints) {
    bound.position(path, node.position());
    if (node instanceof Unresolved) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      return container(generic, node, path, constraints);
    }
    Class<?> plain = (Class<?>) type;
    Optional<ValueType> single = ValueType.of(plain);
    if (single.isPresent()) {
      return scalar(single.get(), node, path, constraints);
    }
    if (plain == OptionalInt.class) {
      return value(Integer.class, node, path, constraints) instanceof Integer n
          ? OptionalInt.of(n)
          : null;
    }
    if (plain == OptionalLong.class) {
      return value(Long.class, node, path, constraints) instanceof Long n
          ? OptionalLong.of(n)
          : null;
    }
    if (plain == OptionalDouble.class) {
      return value(Double.class, node, path, constraints) instanceof Double n
          ? OptionalDouble.of(n)
          : null;
    }
    if (plain.isRecord()) {
      return record(plain.asSubclass(Record.class), node, path);
    }
    throw new IllegalStateException("no way to bind " + path + " to " + type);
  }

  private @Nullable Record record(Class<? extends Record> type, Node node, String path) {
    bound.position(path, node.position());
    if (!(node instanceof Mapping mapping)) {
      return wrongKind(node, path, "a mapping of keys");
    }
    Special special = specials.get(type);
    return special == null
        ? new RecordBinding(this, type, path).bind(mapping, Set.of(), Map.of())
        : special.bind(this, mapping, path).orElse(null);
  }

  private @Nullable Object container(
      ParameterizedType type, Node node, String path, Constraints constraints) {
    Type[] arguments = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    if (raw == Optional.class) {
      Object value = value(arguments[0], node, path, constraints);
      return value == null ? null : Optional.of(value);
    }
    if (raw == List.class) {
      return list(arguments[0], node, path, constraints);
    }
    if (raw == Set.class) {
      List<Object> items = list(arguments[0], node, path, constraints);
      return items == null ? null : new LinkedHashSet<>(items);
    }
    if (raw == Map.class) {
      return map((Class<?>) arguments[0], arguments[1], node, path, constraints);
    }
    throw new IllegalStateException("no way to bind " + path + " to " + type);
  }

  /** A list of single values may be one of them, without brackets. */
  private @Nullable List<Object> list(Type item, Node node, String path, Constraints constraints) {
    boolean ofValues = item instanceof Class<?> plain && ValueType.of(plain).isPresent();
    if (node instanceof Scalar && ofValues) {
      Object value = value(item, node, KeyPath.item(path, 0), constraints);
      return value == null ? null : List.of(value);
    }
    if (!(node instanceof Sequence sequence)) {
      return wrongKind(node, path, "a list");
    }
    List<Object> items = new ArrayList<>();
    boolean whole = true;
    for (int i = 0; i < sequence.items().size(); i++) {
      Object value = value(item, sequence.items().get(i), KeyPath.item(path, i), constraints);
      if (value == null) {
        whole = false;
      } else {
        items.add(value);
      }
    }
    return whole ? items : null;
  }

  private @Nullable Map<Object, Object> map(
      Class<?> keyType, Type valueType, Node node, String path, Constraints constraints) {
    if (!(node instanceof Mapping mapping)) {
      return wrongKind(node, path, "a mapping from names");
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    boolean whole = true;
    for (Map.Entry<String, Entry> each : mapping.entries().entrySet()) {
      String at = KeyPath.child(path, each.getKey());
      Object key = name(keyType, each.getKey(), each.getValue().keyPosition(), at);
      Object value = value(valueType, orEmpty(valueType, each.getValue()), at, constraints);
      if (key == null || value == null) {
        whole = false;
      } else {
        values.put(key, value);
      }
    }
    return whole ? values : null;
  }

  /** A name without anything behind it is a record of defaults. */
  private static Node orEmpty(Type valueType, Entry entry) {
    boolean ofRecords = valueType instanceof Class<?> plain && plain.isRecord();
    return ofRecords && entry.value() instanceof Nothing
        ? new Mapping(entry.keyPosition(), Map.of())
        : entry.value();
  }

  private @Nullable Object name(Class<?> keyType, String text, Position at, String path) {
    try {
      if (keyType == String.class) {
        return Names.check(text);
      }
      return ValueType.of(keyType).orElseThrow().reader().apply(text);
    } catch (IllegalArgumentException unfit) {
      problems.add(
          at, path, "name " + new Scalar(at, text, false).shown() + ": " + unfit.getMessage());
      return null;
    }
  }

  private @Nullable Object scalar(
      ValueType single, Node node, String path, Constraints constraints) {
    if (!(node instanceof Scalar scalar)) {
      return wrongKind(node, path, "a single value");
    }
    boolean secret = scalar.secret() || single.name().equals("secret");
    try {
      Object value = single.reader().apply(scalar.text());
      constraints.check(single, scalar.text(), value);
      bound.setting(path, new Setting(single.printer().apply(value), secret));
      return value instanceof Path relative && scalar.position().line() > 0
          ? folder.resolve(relative)
          : value;
    } catch (IllegalArgumentException unfit) {
      Scalar shown = new Scalar(scalar.position(), scalar.text(), secret);
      problems.add(scalar.position(), path, "value " + shown.shown() + ": " + unfit.getMessage());
      return null;
    }
  }

  private <T> @Nullable T wrongKind(Node node, String path, String expected) {
    if (!(node instanceof Unresolved)) {
      String found = node instanceof Scalar scalar ? "value " + scalar.shown() : node.kind();
      problems.add(node.position(), path, found + ": expected " + expected);
    }
    return null;
  }
}
