package io.colophon.gateway.config.bind;

import io.colophon.gateway.config.yaml.KeyPath;
import io.colophon.gateway.config.yaml.Node;
import io.colophon.gateway.config.yaml.Node.Entry;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Position;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills one record from one mapping. */
final class RecordBinding {
  private final Binder binder;
  private final Class<? extends Record> type;
  private final String path;

  RecordBinding(Binder binder, Class<? extends Record> type, String path) {
    this.binder = binder;
    this.type = type;
    this.path = path;
  }

  @Nullable Record bind(Mapping mapping, Set<String> alsoKnown, Map<String, Object> given) {
    List<Key> keys = Key.of(type);
    Set<String> known = new LinkedHashSet<>();
    keys.forEach(key -> known.add(key.name()));
    known.removeAll(given.keySet());
    known.addAll(alsoKnown);
    mapping.entries().forEach((name, entry) -> refuseUnknown(name, entry, known));
    @Nullable Object[] arguments = new @Nullable Object[keys.size()];
    boolean whole = true;
    for (int i = 0; i < arguments.length; i++) {
      Key key = keys.get(i);
      Object value =
          given.containsKey(key.name()) ? given.get(key.name()) : component(key, mapping);
      arguments[i] = value;
      whole &= value != null;
    }
    return whole ? make(arguments, mapping) : null;
  }

  private void refuseUnknown(String name, Entry entry, Set<String> known) {
    if (known.contains(name)) {
      return;
    }
    NotYet notYet = type.getAnnotation(NotYet.class);
    boolean later = notYet != null && Arrays.asList(notYet.value()).contains(name);
    binder
        .problems()
        .add(
            entry.keyPosition(),
            KeyPath.child(path, name),
            later
                ? "section is not available in this version"
                : "unknown key" + Suggestion.hint(name, known));
  }

  private @Nullable Object component(Key key, Mapping mapping) {
    String at = KeyPath.child(path, key.name());
    Optional<Node> node = mapping.get(key.name());
    if (node.isPresent()) {
      return binder.value(key.type(), node.get(), at, key.constraints());
    }
    if (key.defaultText().isPresent()) {
      Scalar text =
          new Scalar(Position.wholeFile(mapping.position().file()), key.defaultText().get(), false);
      return binder.value(key.type(), text, at, key.constraints());
    }
    return absent(key, mapping, at);
  }

  private @Nullable Object absent(Key key, Mapping mapping, String at) {
    if (key.type() instanceof ParameterizedType generic) {
      Object raw = generic.getRawType();
      return raw == Optional.class
          ? Optional.empty()
          : raw == Map.class ? Map.of() : raw == Set.class ? Set.of() : List.of();
    }
    Class<?> plain = (Class<?>) key.type();
    if (plain == OptionalInt.class) {
      return OptionalInt.empty();
    }
    if (plain == OptionalLong.class) {
      return OptionalLong.empty();
    }
    if (plain == OptionalDouble.class) {
      return OptionalDouble.empty();
    }
    if (plain.isRecord() && ValueType.of(plain).isEmpty()) {
      return binder.value(plain, new Mapping(mapping.position(), Map.of()), at, key.constraints());
    }
    binder.problems().add(mapping.position(), at, "required key is missing");
    return null;
  }

  private @Nullable Record make(@Nullable Object[] arguments, Mapping mapping) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      Record made = constructor.newInstance(arguments);
      binder.bound().record(path, made);
      return made;
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException unfit) {
        binder
            .problems()
            .add(
                mapping.position(),
                path,
                binder.bound().masked(String.valueOf(unfit.getMessage())));
        return null;
      }
      throw new IllegalStateException(type + " cannot be made", refused.getCause());
    } catch (ReflectiveOperationException notARecord) {
      throw new IllegalStateException(type + " cannot be made", notARecord);
    }
  }
}
