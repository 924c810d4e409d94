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
    Mapping masked = masked(mapping, type.get().secretProperties());
    Set<String> own = keys(type.get().configType());
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
                    secretKeys.contains(key)
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
