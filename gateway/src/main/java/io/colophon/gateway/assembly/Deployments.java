package io.colophon.gateway.assembly;

import io.colophon.gateway.config.ProviderConfig;
import io.colophon.gateway.routing.Deployment;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The deployments of a configuration. One that a reload does not change is carried over, with its
 * connections and queues.
 */
final class Deployments {
  private final Map<String, Deployment> byName;

  private Deployments(Map<String, Deployment> byName) {
    this.byName = byName;
  }

  static Deployments none() {
    return new Deployments(Map.of());
  }

  /**
   * Makes what is configured; each is in use until {@link #release}.
   *
   * @param before what runs now
   * @throws IllegalArgumentException if a plug-in does not take its settings; nothing is left open
   */
  static Deployments make(
      Map<String, ProviderConfig> configured,
      ProviderRegistry registry,
      ProviderContext context,
      Deployments before) {
    Map<String, Deployment> made = new LinkedHashMap<>();
    try {
      configured.forEach(
          (name, config) -> {
            if (config.enabled()) {
              Deployment deployment = carriedOverOrNew(name, config, registry, context, before);
              deployment.use();
              made.put(name, deployment);
            }
          });
    } catch (RuntimeException failure) {
      made.values().forEach(Deployment::release);
      throw failure;
    }
    return new Deployments(made);
  }

  private static Deployment carriedOverOrNew(
      String name,
      ProviderConfig config,
      ProviderRegistry registry,
      ProviderContext context,
      Deployments before) {
    Deployment running = before.byName.get(name);
    return running != null && running.config().equals(config)
        ? running
        : make(registry.factory(config.type()), name, config, context);
  }

  private static <C extends Record> Deployment make(
      ProviderFactory<C> factory, String name, ProviderConfig config, ProviderContext context) {
    List<Provider> providers = new ArrayList<>();
    try {
      for (Record settings : KeyedSettings.of(config)) {
        providers.add(factory.create(name, factory.configType().cast(settings), context));
      }
      return new Deployment(
          name, config, providers, factory.capabilities(), factory.endsOnCancel());
    } catch (RuntimeException failure) {
      providers.forEach(Provider::close);
      throw failure;
    }
  }

  Deployment get(String name) {
    Deployment deployment = byName.get(name);
    if (deployment == null) {
      throw new IllegalArgumentException("no provider \"" + name + "\" is switched on");
    }
    return deployment;
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  /** Ends the use of all of them by the configuration that they were made for. */
  void release() {
    byName.values().forEach(Deployment::release);
  }
}
