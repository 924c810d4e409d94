package io.colophon.gateway.assembly;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.config.TargetConfig;
import io.colophon.gateway.routing.Deployment;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Router;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.TargetModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the router of a configuration. */
final class RouteTable {

  private RouteTable() {}

  static Router router(GatewayConfig config, Deployments deployments, HealthBook health) {
    List<Route> routes = new ArrayList<>();
    for (RouteConfig route : config.routes()) {
      List<Target> targets =
          route.targets().stream()
              .filter(target -> deployments.has(target.provider()))
              .map(target -> target(target, config, deployments, health))
              .toList();
      if (!targets.isEmpty()) {
        routes.add(new Route(route.displayName(), route, targets));
      }
    }
    return new Router(routes, config.tenants());
  }

  private static Target target(
      TargetConfig config, GatewayConfig all, Deployments deployments, HealthBook health) {
    Deployment deployment = deployments.get(config.provider());
    Optional<ModelConfig> facts = Optional.ofNullable(all.models().get(config.model()));
    String model = facts.flatMap(ModelConfig::targetModel).orElse(config.model());
    return new Target(
        deployment,
        new TargetModel(model),
        deployment.model(model),
        facts,
        health.of(config.provider() + "/" + model, deployment.config().circuitBreaker()),
        config.fallback());
  }
}
