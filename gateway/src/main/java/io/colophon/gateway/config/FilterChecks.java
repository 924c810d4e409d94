package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Suggestion;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.config.yaml.KeyPath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks what keeps targets from requests, and warns of targets that get none. */
final class FilterChecks {
  private static final int LONGEST_REGION = 64;

  private final CrossCheck check;
  private final Map<String, ProviderConfig> providers = new HashMap<>();
  private final Map<String, ModelConfig> models = new HashMap<>();
  private final Set<String> targets = new HashSet<>();

  private FilterChecks(CrossCheck check) {
    this.check = check;
    check.bound().each(ProviderConfig.class, providers::put);
    check.bound().each(ModelConfig.class, models::put);
    check
        .bound()
        .each(
            TargetConfig.class,
            (path, target) -> {
              targets.add(target.provider());
              targets.add(target.provider() + "/" + target.model());
            });
  }

  static void run(CrossCheck check) {
    FilterChecks checks = new FilterChecks(check);
    check.bound().each(RouteConfig.class, checks::route);
    check.bound().each(TenantConfig.class, checks::tenant);
    check.bound().each(PriceCeilingConfig.class, checks::ceiling);
  }

  private void route(String path, RouteConfig route) {
    conditions(path + ".when", route.when());
    regions(path + ".residency", route.residency());
    int canaries = 0;
    int ordinary = 0;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < route.targets().size(); i++) {
      TargetConfig target = route.targets().get(i);
      String at = path + ".targets[" + i + "]";
      conditions(at + ".when", target.when());
      boolean trial = target.canary().isPresent() || target.shadow().isPresent();
      canaries += target.canary().isPresent() ? 1 : 0;
      ordinary += trial || target.fallback() ? 0 : 1;
      if (trial && target.fallback()) {
        check.refuse(at + ".fallback", "expected no fallback that is a canary or a shadow");
      }
      if (target.canary().isPresent() && target.shadow().isPresent()) {
        check.refuse(at + ".shadow", "expected either canary or shadow");
      }
      if (!names.add(target.provider() + "/" + target.model()) && canaries > 0) {
        check.refuse(at, "stands twice on a route with a canary, expected once");
      }
      passes(at, route, target);
    }
    if (canaries > 1) {
      check.refuse(path + ".targets", canaries + " canaries, expected at most one on a route");
    }
    if (!route.targets().isEmpty() && ordinary == 0) {
      check.refuse(
          path + ".targets", "expected at least one that is no canary, no shadow and no fallback");
    }
  }

  /** A target that no request of its route can ever go to. */
  private void passes(String at, RouteConfig route, TargetConfig target) {
    if (!check.ofOperator(at)) {
      return;
    }
    if (!route.residency().isEmpty()) {
      Optional<String> region =
          target
              .region()
              .or(
                  () ->
                      Optional.ofNullable(
                              providers.get(KeyPath.child("providers", target.provider())))
                          .flatMap(ProviderConfig::region));
      if (region.isEmpty()
          || route.residency().stream().noneMatch(region.get()::equalsIgnoreCase)) {
        check.warn(
            at,
            "gets no request: "
                + region
                    .map(name -> "region " + name + " is outside ")
                    .orElse("no region, outside ")
                + String.join(", ", route.residency())
                + ", the residency of the route");
      }
    }
    boolean filed =
        Optional.ofNullable(models.get(KeyPath.child("models", target.model())))
            .flatMap(ModelConfig::filing)
            .isPresent();
    if (route.audience().isPresent() && !filed) {
      check.warn(at, "gets no request: its model has no filing, and the route serves public-cn");
    }
  }

  private void tenant(String path, TenantConfig tenant) {
    regions(path + ".residency", tenant.residency());
    if (tenant.targets().isEmpty()) {
      check.refuse(path + ".targets", "an empty list: expected at least one name");
    }
    for (int i = 0; i < tenant.targets().size(); i++) {
      NamePattern pattern = tenant.targets().get(i);
      if (targets.stream().noneMatch(pattern::matches)) {
        check.warn(path + ".targets[" + i + "]", "value \"" + pattern + "\": matches no target");
      }
    }
  }

  private void regions(String path, List<String> regions) {
    for (int i = 0; i < regions.size(); i++) {
      String region = regions.get(i);
      if (region.isBlank() || region.length() > LONGEST_REGION || region.contains(",")) {
        check.refuse(path + "[" + i + "]", "value \"" + region + "\": expected a name such as eu");
      }
    }
  }

  private void ceiling(String path, PriceCeilingConfig ceiling) {
    if (ceiling.perMillionTokens().isEmpty() && ceiling.perGeneration().isEmpty()) {
      check.refuse(path, "expected per-million-tokens or per-generation");
    }
    ceiling
        .perMillionTokens()
        .ifPresent(most -> NanoUnits.check(check, path + ".per-million-tokens", most));
    ceiling
        .perGeneration()
        .ifPresent(most -> NanoUnits.check(check, path + ".per-generation", most));
  }

  private void conditions(String path, Map<String, ConditionConfig> when) {
    when.forEach((name, condition) -> condition(KeyPath.child(path, name), name, condition));
  }

  private void condition(String path, String name, ConditionConfig condition) {
    Optional<RequestFact> fact = RequestFact.of(name);
    boolean metadata =
        name.startsWith(RequestFact.METADATA) && name.length() > RequestFact.METADATA.length();
    if (fact.isEmpty() && !metadata) {
      check.refuse(
          path,
          "name \""
              + name
              + "\": expected metadata.NAME or a fact such as key or input-tokens"
              + Suggestion.hint(
                  name, Arrays.stream(RequestFact.values()).map(RequestFact::id).toList()));
      return;
    }
    boolean text = fact.map(known -> !known.isNumeric()).orElse(false);
    if (!condition.comparesText() && !condition.comparesNumbers() && condition.exists().isEmpty()) {
      check.refuse(
          path, "expected one of equals, in, prefix, exists, at-least, above, at-most, below");
    } else if (text && condition.comparesNumbers()) {
      check.refuse(path, "\"" + name + "\" is no number: expected equals, in, prefix or exists");
    } else if (condition.exists().isPresent()
        && !condition.exists().get()
        && (condition.comparesText() || condition.comparesNumbers())) {
      check.refuse(path, "expected nothing beside exists: false");
    }
    condition
        .atLeast()
        .filter(least -> condition.atMost().map(most -> least.compareTo(most) > 0).orElse(false))
        .ifPresent(
            least ->
                check.refuse(
                    path + ".at-least",
                    "value \""
                        + least
                        + "\": expected at most at-most, "
                        + condition.atMost().get()));
  }
}
