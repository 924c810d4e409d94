package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Suggestion;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.config.yaml.KeyPath;
import io.colophon.provider.spi.Modality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks routes, their targets and the models that they name. */
final class RouteChecks {
  private final CrossCheck check;
  private final Map<String, Modality> models = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();

  private RouteChecks(CrossCheck check) {
    this.check = check;
    check
        .bound()
        .each(
            ProviderConfig.class,
            (path, provider) -> {
              if (!provider.enabled()) {
                disabled.add(path);
              }
            });
  }

  static void run(CrossCheck check) {
    RouteChecks checks = new RouteChecks(check);
    check
        .bound()
        .each(ModelConfig.class, (path, model) -> checks.models.put(path, model.modality()));
    check.bound().each(TargetConfig.class, checks::target);
    check.bound().each(RouteConfig.class, checks::route);
    check.bound().each(RouteMatch.class, checks::match);
    check.bound().each(ParametersConfig.class, checks::parameters);
    checks.order();
  }

  private void target(String path, TargetConfig target) {
    check.refuseUnknown(path + ".provider", target.provider(), "providers");
    Set<String> known = check.names("models");
    if (!known.contains(target.model())) {
      Suggestion.nearest(target.model(), known)
          .ifPresent(
              meant ->
                  check.warn(
                      path + ".model",
                      "value \""
                          + target.model()
                          + "\": no model of this name under models, so it"
                          + " is sent as it stands; did you mean \""
                          + meant
                          + "\"?"));
    }
    boolean off = disabled.contains(KeyPath.child("providers", target.provider()));
    if (off && check.ofOperator(path)) {
      check.warn(
          path + ".provider", "value \"" + target.provider() + "\": this provider is disabled");
    }
  }

  private void route(String path, RouteConfig route) {
    if (route.targets().isEmpty()) {
      check.refuse(path + ".targets", "an empty list: expected at least one target");
    }
    route
        .match()
        .modality()
        .ifPresent(
            asked -> {
              for (int i = 0; i < route.targets().size(); i++) {
                String model = route.targets().get(i).model();
                Modality made = models.get(KeyPath.child("models", model));
                if (made != null && made != asked) {
                  check.refuse(
                      path + ".targets[" + i + "].model",
                      "value \""
                          + model
                          + "\": expected a model that puts out "
                          + asked.id()
                          + ", this one puts out "
                          + made.id());
                }
              }
            });
  }

  private void match(String path, RouteMatch match) {
    if (match.model().isEmpty()) {
      check.refuse(
          path + ".model", "an empty list: expected at least one name, it matches nothing");
    }
    if (match.tenant().isEmpty()) {
      check.refuse(
          path + ".tenant", "an empty list: expected at least one name, it matches nothing");
    }
  }

  private void parameters(String path, ParametersConfig parameters) {
    if (parameters.active().isPresent()
        && parameters.total().isPresent()
        && parameters.active().get().high() > parameters.total().get().high()) {
      check.refuse(
          path + ".active",
          "value \""
              + parameters.active().get()
              + "\": expected at most total, "
              + parameters.total().get());
    }
  }

  /** Names are unique, and no route stands behind one that takes everything it would take. */
  private void order() {
    Map<String, String> names = new HashMap<>();
    List<RouteConfig> before = new ArrayList<>();
    check
        .bound()
        .each(
            RouteConfig.class,
            (path, route) -> {
              route
                  .name()
                  .ifPresent(
                      name -> {
                        String other = names.putIfAbsent(name, path);
                        if (other != null) {
                          check.refuse(
                              path + ".name",
                              "value \""
                                  + name
                                  + "\": expected another name, "
                                  + other
                                  + " has it");
                        }
                      });
              for (RouteConfig earlier : before) {
                if (check.ofOperator(path)
                    && earlier.when().isEmpty()
                    && covers(earlier.match(), route.match())) {
                  check.warn(
                      path,
                      "is never taken: "
                          + earlier.displayName()
                          + " above it takes all it matches");
                  break;
                }
              }
              before.add(route);
            });
  }

  private static boolean covers(RouteMatch earlier, RouteMatch later) {
    return (earlier.modality().isEmpty() || earlier.modality().equals(later.modality()))
        && covers(earlier.model(), later.model())
        && covers(earlier.tenant(), later.tenant());
  }

  private static boolean covers(List<NamePattern> earlier, List<NamePattern> later) {
    return later.stream().allMatch(one -> earlier.stream().anyMatch(other -> other.covers(one)));
  }
}
