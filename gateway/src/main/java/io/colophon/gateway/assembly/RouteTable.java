package io.colophon.gateway.assembly;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.config.TargetConfig;
import io.colophon.gateway.routing.Deployment;
import io.colophon.gateway.routing.Role;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Router;
import io.colophon.gateway.routing.Share;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.TargetRules;
import io.colophon.metering.price.PriceBook;
import io.colophon.provider.spi.TargetModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the router of a configuration. */
final class RouteTable {

  private static final Logger log = LoggerFactory.getLogger(RouteTable.class);

  private RouteTable() {}

  static Router router(
      GatewayConfig config,
      PriceBook prices,
      Deployments deployments,
      HealthBook health,
      TrialBook trials,
      ResilienceBook resilience,
      PolicyBook policies) {
    List<Route> routes = new ArrayList<>();
    for (RouteConfig route : config.routes()) {
      List<Target> targets = new ArrayList<>();
      boolean stated = route.targets().stream().allMatch(each -> each.capacity().isPresent());
      for (TargetConfig target : route.targets()) {
        if (deployments.has(target.provider()) && isOffered(target, config, deployments)) {
          TargetRules rules =
              trials.rules(
                  route.displayName() + " " + target.provider() + "/" + modelName(target, config),
                  target);
          Share share =
              Share.of(
                  target.provider() + "/" + modelName(target, config),
                  targets.size(),
                  target.weight(),
                  stated ? target.capacity().orElse(0.0) : 0);
          targets.add(target(target, share, config, deployments, health, rules));
        }
      }
      if (targets.stream().anyMatch(target -> target.role() == Role.ORDINARY)) {
        routes.add(
            new Route(
                route.displayName(),
                route,
                targets,
                resilience.of(route, targets),
                policies.of(route, targets)));
      }
    }
    return new Router(routes, config.tenants(), prices);
  }

  /** A provider that names its models offers those; one that names none may offer any. */
  private static boolean isOffered(
      TargetConfig config, GatewayConfig all, Deployments deployments) {
    Deployment deployment = deployments.get(config.provider());
    boolean offered =
        deployment.models().isEmpty() || deployment.model(modelName(config, all)).isPresent();
    if (!offered) {
      log.info(
          "provider {} does not offer model {} here; routes go on without it",
          config.provider(),
          config.model());
    }
    return offered;
  }

  private static String modelName(TargetConfig config, GatewayConfig all) {
    return Optional.ofNullable(all.models().get(config.model()))
        .flatMap(ModelConfig::targetModel)
        .orElse(config.model());
  }

  private static Target target(
      TargetConfig config,
      Share share,
      GatewayConfig all,
      Deployments deployments,
      HealthBook health,
      TargetRules rules) {
    Deployment deployment = deployments.get(config.provider());
    Optional<ModelConfig> facts = Optional.ofNullable(all.models().get(config.model()));
    String model = modelName(config, all);
    return new Target(
        deployment,
        new TargetModel(model),
        deployment.model(model),
        facts,
        health.of(config.provider() + "/" + model, deployment.config().circuitBreaker()),
        config.fallback(),
        config
            .region()
            .or(deployment.config()::region)
            .map(region -> region.toLowerCase(Locale.ROOT)),
        rules,
        share);
  }
}
