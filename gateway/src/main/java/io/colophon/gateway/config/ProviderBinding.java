package io.colophon.gateway.config;

import io.colophon.gateway.config.ProviderTypes.ProviderType;
import io.colophon.gateway.config.bind.Binder;
import io.colophon.gateway.config.bind.Key;
import io.colophon.gateway.config.bind.Suggestion;
import io.colophon.gateway.config.yaml.KeyPath;
import io.colophon.gateway.config.yaml.Node;
import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Node.Sequence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Binds a deployment: the common keys to {@link ProviderConfig}, the others to its type's record.
 */
final class ProviderBinding implements Binder.Special {
  private static final String SETTINGS = "settings";
  private static final String API_KEY = "api-key";
  private static final String API_KEYS = "api-keys";

  private final ProviderTypes types;

  ProviderBinding(ProviderTypes types) {
    this.types = types;
  }

  @Override
  public Optional<Record> bind(Binder binder, Mapping mapping, String path) {
    Optional<ProviderType> type = type(binder, mapping, path);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Set<String> own = keys(type.get().configType());
    if (!own.contains(API_KEY) && mapping.get(API_KEYS).isPresent()) {
      binder
          .problems()
          .add(
              mapping.get(API_KEYS).get().position(),
              KeyPath.child(path, API_KEYS),
              "is not for this type, which has no api-key");
      return Optional.empty();
    }
    Mapping masked = withKey(masked(mapping, type.get().secretProperties()));
    SharedKeys shared = new SharedKeys(ProviderConfig.class, type.get().configType());
    Optional<Record> settings =
        binder.bindPart(
            type.get().configType(), shared.ofSecond(only(masked, own)), path, own, Map.of());
    return binder
        .bindPart(
            ProviderConfig.class,
            shared.ofFirst(masked),
            path,
            own,
            Map.of(SETTINGS, settings.orElse(new None())))
        .filter(bound -> settings.isPresent());
  }

  /** Where there are only several keys, the first of them is the one that the type asks for. */
  private static Mapping withKey(Mapping mapping) {
    Entry keys = mapping.entries().get(API_KEYS);
    if (keys == null || mapping.get(API_KEY).isPresent()) {
      return mapping;
    }
    Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
    if (keys.value() instanceof Sequence sequence && !sequence.items().isEmpty()) {
      entries.put(API_KEY, new Entry(keys.keyPosition(), secret(sequence.items().get(0))));
    } else if (keys.value() instanceof Scalar) {
      entries.put(API_KEY, new Entry(keys.keyPosition(), secret(keys.value())));
    }
    return new Mapping(mapping.position(), Collections.unmodifiableMap(entries));
  }

  /** Stands for settings that could not be bound, so that the common keys are checked as well. */
  private record None() {}

  private Optional<ProviderType> type(Binder binder, Mapping mapping, String path) {
    String at = KeyPath.child(path, "type");
    Optional<Node> node = mapping.get("type");
    Set<String> known = new TreeSet<>(types.byName().keySet());
    if (node.isEmpty()) {
      binder
          .problems()
          .add(
              mapping.position(),
              at,
              "required key is missing, expected one of " + String.join(", ", known));
      return Optional.empty();
    }
    if (!(node.get() instanceof Scalar scalar)) {
      binder
          .problems()
          .add(node.get().position(), at, node.get().kind() + ": expected the name of a type");
      return Optional.empty();
    }
    ProviderType type = types.byName().get(scalar.text());
    if (type == null) {
      binder
          .problems()
          .add(
              scalar.position(),
              at,
              "value "
                  + scalar.shown()
                  + ": expected one of "
                  + String.join(", ", known)
                  + Suggestion.nearest(scalar.text(), known)
                      .map(meant -> "; did you mean \"" + meant + "\"?")
                      .orElse(""));
    }
    return Optional.ofNullable(type);
  }

  private static Set<String> keys(Class<? extends Record> type) {
    Set<String> names = new LinkedHashSet<>();
    Key.of(type).forEach(key -> names.add(key.name()));
    return names;
  }

  private static Mapping only(Mapping mapping, Set<String> keys) {
    Map<String, Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.keySet().retainAll(keys);
    return new Mapping(mapping.position(), entries);
  }

  private static Mapping masked(Mapping mapping, Set<String> secretKeys) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) ->
                entries.put(
                    key,
                    secretKeys.contains(key) || key.equals(API_KEYS)
                        ? new Entry(entry.keyPosition(), secret(entry.value()))
                        : entry));
    return new Mapping(mapping.position(), Collections.unmodifiableMap(entries));
  }

  private static Node secret(Node node) {
    if (node instanceof Scalar scalar) {
      return new Scalar(scalar.position(), scalar.text(), true);
    }
    if (node instanceof Sequence sequence) {
      List<Node> items = sequence.items().stream().map(ProviderBinding::secret).toList();
      return new Sequence(sequence.position(), items);
    }
    if (node instanceof Mapping mapping) {
      return masked(mapping, mapping.entries().keySet());
    }
    return node;
  }
}
