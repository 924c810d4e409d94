package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.KebabCase;
import io.colophon.gateway.config.yaml.KeyPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that routes' policies have what they go by. */
final class PolicyChecks {
  private final CrossCheck check;
  private final Map<String, ProviderConfig> providers = new HashMap<>();
  private final Set<String> pricedModels = new HashSet<>();
  private final Set<String> pricedTargets = new HashSet<>();

  private PolicyChecks(CrossCheck check) {
    this.check = check;
    check.bound().each(ProviderConfig.class, providers::put);
    check
        .bound()
        .each(
            PriceConfig.class,
            (path, price) -> {
              if (price.provider().isEmpty()) {
                pricedModels.add(price.model());
              } else {
                pricedTargets.add(price.provider().get() + "/" + price.model());
              }
            });
  }

  static void run(CrossCheck check) {
    PolicyChecks checks = new PolicyChecks(check);
    check.bound().each(RouteConfig.class, checks::route);
    check.bound().each(SignalsConfig.class, checks::signals);
  }

  private void route(String path, RouteConfig route) {
    options(path, route);
    capacities(path, route);
    if (route.policy() == RoutePolicy.LOWEST_PRICE) {
      each(path, route, this::price);
    }
    if (route.policy() == RoutePolicy.LOWEST_CARBON) {
      each(path, route, this::zone);
    }
  }

  private void signals(String path, SignalsConfig signals) {
    String scheme = String.valueOf(signals.metrics().getScheme());
    boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!web || signals.metrics().getHost() == null) {
      check.refuse(
          path + ".metrics",
          "value \""
              + signals.metrics()
              + "\": expected an address that begins with http or https");
    }
    if (signals.metrics().getUserInfo() != null) {
      check.refuse(path + ".metrics", "has a user in it: expected an address without a secret");
    }
  }

  private interface TargetCheck {
    void run(String path, TargetConfig target);
  }

  private static void each(String path, RouteConfig route, TargetCheck one) {
    for (int i = 0; i < route.targets().size(); i++) {
      one.run(path + ".targets[" + i + "]", route.targets().get(i));
    }
  }

  private void options(String path, RouteConfig route) {
    String policy = KebabCase.ofConstant(route.policy());
    route
        .policyOptions()
        .given()
        .forEach(
            (key, readers) -> {
              if (!List.of(readers.split(", ")).contains(policy)) {
                check.refuse(
                    path + ".policy-options." + key,
                    "is not for the policy " + policy + ", but for " + readers);
              }
            });
  }

  private void capacities(String path, RouteConfig route) {
    long stated = route.targets().stream().filter(t -> t.capacity().isPresent()).count();
    if (stated > 0 && stated < route.targets().size()) {
      each(
          path,
          route,
          (at, target) -> {
            if (target.capacity().isEmpty()) {
              check.warn(
                  at,
                  "has no capacity, but others of the route do: what is learned of it is in another"
                      + " unit, so that all of them are learned");
            }
          });
    }
  }

  private void price(String path, TargetConfig target) {
    if (check.ofOperator(path)
        && !pricedModels.contains(target.model())
        && !pricedTargets.contains(target.provider() + "/" + target.model())) {
      check.warn(
          path,
          "has no price under prices: lowest-price takes it only when no target with a price is"
              + " open");
    }
  }

  private void zone(String path, TargetConfig target) {
    ProviderConfig provider = providers.get(KeyPath.child("providers", target.provider()));
    if (check.ofOperator(path) && provider != null && provider.zone().isEmpty()) {
      check.warn(
          path,
          "its provider has no grid zone: lowest-carbon takes it only when no target whose"
              + " emissions are known is open");
    }
  }
}
