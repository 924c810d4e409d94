package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Key;
import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Divides a mapping at keys that two records both have and whose values are mappings, such as
 * {@code timeout}: each record is given what it knows, and the first also what neither knows, to
 * refuse it.
 */
final class SharedKeys {
  private final Map<String, Set<String>> first;
  private final Map<String, Set<String>> second;

  SharedKeys(Class<? extends Record> first, Class<? extends Record> second) {
    this.first = sections(first);
    this.second = sections(second);
    this.first.keySet().retainAll(this.second.keySet());
  }

  private static Map<String, Set<String>> sections(Class<? extends Record> type) {
    Map<String, Set<String>> sections = new LinkedHashMap<>();
    for (Key key : Key.of(type)) {
      section(key.type())
          .ifPresent(
              section -> {
                Set<String> names = new LinkedHashSet<>();
                Key.of(section).forEach(inner -> names.add(inner.name()));
                sections.put(key.name(), names);
              });
    }
    return sections;
  }

  private static Optional<Class<? extends Record>> section(Type type) {
    Type inner =
        type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
            ? generic.getActualTypeArguments()[0]
            : type;
    return inner instanceof Class<?> plain && plain.isRecord()
        ? Optional.of(plain.asSubclass(Record.class))
        : Optional.empty();
  }

  Mapping ofFirst(Mapping whole) {
    return divided(whole, (key, inner) -> known(first, key, inner) || !known(second, key, inner));
  }

  Mapping ofSecond(Mapping whole) {
    return divided(whole, (key, inner) -> known(second, key, inner));
  }

  private static boolean known(Map<String, Set<String>> sections, String key, String inner) {
    return sections.getOrDefault(key, Set.of()).contains(inner);
  }

  private interface Keep {
    boolean test(String key, String inner);
  }

  private Mapping divided(Mapping whole, Keep keep) {
    Map<String, Entry> entries = new LinkedHashMap<>(whole.entries());
    for (String key : first.keySet()) {
      if (whole.get(key).orElse(null) instanceof Mapping section) {
        Map<String, Entry> kept = new LinkedHashMap<>(section.entries());
        kept.keySet().removeIf(inner -> !keep.test(key, inner));
        if (kept.isEmpty()) {
          entries.remove(key);
        } else {
          entries.computeIfPresent(
              key,
              (k, entry) -> new Entry(entry.keyPosition(), new Mapping(section.position(), kept)));
        }
      }
    }
    return new Mapping(whole.position(), entries);
  }
}
