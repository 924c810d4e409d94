package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Suggestion;
import io.colophon.gateway.config.unit.NamePattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that what limits name exists. Keys, teams and end users are no matter of the
 * configuration: the server tells of them when it starts.
 */
final class LimitSubjectChecks {
  private final CrossCheck check;
  private final Set<String> routes = new LinkedHashSet<>();
  private final Set<NamePattern> models = new LinkedHashSet<>();

  LimitSubjectChecks(CrossCheck check) {
    this.check = check;
    check
        .bound()
        .each(
            RouteConfig.class,
            (path, route) -> {
              routes.add(route.displayName());
              models.addAll(route.match().model());
            });
  }

  void check(String path, LimitConfig limit) {
    LimitSubject subject = limit.subject();
    if (!subject.each()) {
      switch (subject.kind()) {
        case PROVIDER -> known(path + ".subject", subject.name(), check.names("providers"));
        case ROUTE -> known(path + ".subject", subject.name(), routes);
        case MODEL -> model(path + ".subject", subject.name());
        case TENANT -> tenant(path + ".subject", subject.name());
        case TEAM, USER ->
            tenant(path + ".subject", subject.name().substring(0, subject.name().indexOf('/')));
        case GLOBAL, KEY -> {} // keys are made while the server runs
      }
    }
    String match = path + ".match";
    fits(match + ".route", limit.match().route(), routes);
    fits(match + ".provider", limit.match().provider(), check.names("providers"));
    for (NamePattern pattern : limit.match().model()) {
      if (models.stream().noneMatch(of -> of.covers(pattern) || pattern.covers(of))) {
        check.refuse(match + ".model", "value \"" + pattern + "\": no route takes such a model");
      }
    }
    empty(match + ".model", limit.match().model());
    empty(match + ".tenant", limit.match().tenant());
    empty(match + ".key", limit.match().key());
  }

  private void known(String path, String name, Set<String> names) {
    if (!names.contains(name)) {
      check.refuse(
          path,
          check.shown(path, name) + "expected a configured name" + Suggestion.hint(name, names));
    }
  }

  private void model(String path, String name) {
    if (!NamePattern.anyMatches(List.copyOf(models), name)
        && !check.names("models").contains(name)) {
      check.refuse(path, check.shown(path, name) + "no route takes this model");
    }
  }

  /** A tenant need not be listed, but who lists some has probably written this one wrong. */
  private void tenant(String path, String name) {
    Set<String> tenants = check.names("tenants");
    if (!tenants.contains(name)) {
      Suggestion.nearest(name, tenants)
          .ifPresent(
              meant ->
                  check.warn(
                      path,
                      check.shown(path, name)
                          + "no tenant of this name under tenants; did you mean \""
                          + meant
                          + "\"?"));
    }
  }

  private void fits(String path, List<NamePattern> patterns, Set<String> names) {
    empty(path, patterns);
    for (NamePattern pattern : patterns) {
      boolean any = pattern.open() && pattern.beginning().isEmpty();
      if (!any && names.stream().noneMatch(pattern::matches)) {
        check.refuse(
            path,
            "value \""
                + pattern
                + "\": matches no configured name"
                + Suggestion.hint(pattern.beginning(), names));
      }
    }
  }

  private void empty(String path, List<NamePattern> patterns) {
    if (patterns.isEmpty()) {
      check.refuse(path, "an empty list: expected at least one name, it matches nothing");
    }
  }
}
