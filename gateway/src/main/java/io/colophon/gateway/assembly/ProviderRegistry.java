package io.colophon.gateway.assembly;

import io.colophon.gateway.config.ProviderTypes;
import io.colophon.provider.spi.ProviderFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.TreeSet;

/** The provider types that exist. Immutable. */
public final class ProviderRegistry {
  private final Map<String, ProviderFactory<?>> byType;

  private ProviderRegistry(Map<String, ProviderFactory<?>> byType) {
    this.byType = byType;
  }

  /** What the class path offers. */
  public static ProviderRegistry discover() {
    return of(
        ServiceLoader.load(ProviderFactory.class).stream()
            .<ProviderFactory<?>>map(found -> found.get())
            .toList());
  }

  /**
   * These factories and no others.
   *
   * @throws IllegalArgumentException if two have the same type; the message names both and lists
   *     what exists
   */
  public static ProviderRegistry of(Collection<? extends ProviderFactory<?>> factories) {
    Map<String, ProviderFactory<?>> byType = new TreeMap<>();
    for (ProviderFactory<?> factory : factories) {
      ProviderFactory<?> other = byType.putIfAbsent(factory.type(), factory);
      if (other != null) {
        TreeSet<String> types = new TreeSet<>();
        factories.forEach(f -> types.add(f.type()));
        throw new IllegalArgumentException(
            "two plug-ins have the type \""
                + factory.type()
                + "\": "
                + other.getClass().getName()
                + " and "
                + factory.getClass().getName()
                + "; types found: "
                + String.join(", ", types));
      }
    }
    return new ProviderRegistry(Map.copyOf(byType));
  }

  /** What the configuration needs to know of them. */
  public ProviderTypes types() {
    Map<String, ProviderTypes.ProviderType> types = new LinkedHashMap<>();
    byType.forEach(
        (type, factory) ->
            types.put(
                type,
                new ProviderTypes.ProviderType(factory.configType(), factory.secretProperties())));
    return new ProviderTypes(types);
  }

  /**
   * The factory of a type.
   *
   * @throws IllegalArgumentException if there is none; the message lists what exists
   */
  ProviderFactory<?> factory(String type) {
    ProviderFactory<?> factory = byType.get(type);
    if (factory == null) {
      throw new IllegalArgumentException(
          "no plug-in of type \""
              + type
              + "\", expected one of "
              + String.join(", ", new TreeSet<>(byType.keySet())));
    }
    return factory;
  }
}
