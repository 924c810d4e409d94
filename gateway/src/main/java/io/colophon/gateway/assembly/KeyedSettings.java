package io.colophon.gateway.assembly;

import io.colophon.gateway.config.ProviderConfig;
import io.colophon.provider.spi.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The settings of a deployment once for each of its credentials. */
final class KeyedSettings {
  private static final String KEY = "apiKey";

  private KeyedSettings() {}

  /**
   * As configured, then with each further key; the same key does not count twice.
   *
   * @throws IllegalArgumentException if the plug-in does not take one of them
   */
  static List<Record> of(ProviderConfig config) {
    List<Record> all = new ArrayList<>(List.of(config.settings()));
    if (!config.apiKeys().isEmpty()) {
      Set<Secret> further = new LinkedHashSet<>(config.apiKeys());
      key(config.settings()).ifPresent(further::remove);
      further.forEach(key -> all.add(with(config.settings(), key)));
    }
    return all;
  }

  private static Optional<Secret> key(Record settings) {
    Object value =
        Arrays.stream(settings.getClass().getRecordComponents())
            .filter(component -> component.getName().equals(KEY))
            .map(component -> value(settings, component))
            .findFirst()
            .orElse(Optional.empty());
    return value instanceof Optional<?> optional
        ? optional.map(Secret.class::cast)
        : Optional.of((Secret) value);
  }

  private static Record with(Record settings, Secret key) {
    RecordComponent[] components = settings.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          components[i].getName().equals(KEY)
              ? (types[i] == Optional.class ? Optional.of(key) : key)
              : value(settings, components[i]);
    }
    try {
      Constructor<? extends Record> constructor = settings.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException unfit) {
      throw new IllegalArgumentException("does not take another api-key", unfit);
    }
  }

  private static Object value(Record settings, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(settings);
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException("cannot read " + component.getName(), unreadable);
    }
  }
}
