package io.colophon.gateway.metrics;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.config.TargetConfig;
import io.colophon.gateway.config.unit.NamePattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one configuration. A name that is not among them was written by a caller or an
 * upstream and becomes {@value #OTHER}: how many series there are is then up to the operator alone.
 * Immutable.
 */
final class KnownNames {
  static final String OTHER = "other";
  static final String NONE = "none";

  private final GatewayConfig config;
  private final Set<String> models = new HashSet<>();
  private final Map<String, String> vendors = new HashMap<>();

  KnownNames(GatewayConfig config) {
    this.config = config;
    config
        .models()
        .forEach(
            (name, model) -> {
              models.add(name);
              model.targetModel().ifPresent(models::add);
            });
    for (RouteConfig route : config.routes()) {
      for (NamePattern pattern : route.match().model()) {
        if (!pattern.open()) {
          models.add(pattern.beginning());
        }
      }
      for (TargetConfig target : route.targets()) {
        models.add(target.model());
      }
    }
    config.providers().forEach((name, provider) -> vendors.put(name, Vendors.of(provider.type())));
  }

  boolean areOf(GatewayConfig other) {
    return config == other;
  }

  /** The model if the configuration names it. */
  String model(String model) {
    return models.contains(model) ? model : OTHER;
  }

  /** What OpenTelemetry calls the vendor behind a deployment. */
  String vendor(@Nullable String deployment) {
    return deployment == null ? NONE : vendors.getOrDefault(deployment, OTHER);
  }
}
