package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.ContentUse;
import io.colophon.labeling.policy.Contradiction;
import io.colophon.labeling.policy.Medium;
import io.colophon.provider.spi.Modality;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Checks labelling rules: regimes, and that every generation has a rule. */
final class LabelingChecks {
  private final CrossCheck check;

  private LabelingChecks(CrossCheck check) {
    this.check = check;
  }

  static void run(CrossCheck check) {
    LabelingChecks checks = new LabelingChecks(check);
    AtomicBoolean ofOperator = new AtomicBoolean();
    AtomicBoolean ofOperatorForAll = new AtomicBoolean();
    AtomicBoolean forAll = new AtomicBoolean();
    check
        .bound()
        .each(
            LabelingConfig.class,
            (path, rule) -> {
              checks.jurisdictions(path + ".jurisdictions", rule.jurisdictions());
              checks.contradictions(path, rule);
              boolean all = matchesAll(rule.match());
              boolean operators = check.ofOperator(path);
              forAll.compareAndSet(false, all);
              ofOperator.compareAndSet(false, operators);
              ofOperatorForAll.compareAndSet(false, all && operators);
            });
    check
        .bound()
        .each(
            RouteLabelingConfig.class,
            (path, labeling) ->
                labeling
                    .jurisdictions()
                    .ifPresent(regimes -> checks.jurisdictions(path + ".jurisdictions", regimes)));
    check.bound().each(RouteConfig.class, checks::route);
    if (check.problems().isEmpty() && !forAll.get()) {
      check.refuse(
          "labeling",
          "no rule matches everything, expected one at the end: nothing leaves unlabelled");
    } else if (ofOperator.get() && !ofOperatorForAll.get()) {
      check.warn(
          "labeling",
          "no rule of the file matches everything; the rest is labelled by the embedded rule");
    }
  }

  private static boolean matchesAll(LabelingMatch match) {
    return match.modality().isEmpty()
        && match.tenant().stream().anyMatch(any -> any.matches(""))
        && match.route().stream().anyMatch(any -> any.matches(""));
  }

  private void jurisdictions(String path, List<Jurisdiction> regimes) {
    if (regimes.isEmpty()) {
      check.refuse(path, "an empty list: expected at least one of cn, eu, us-ca, kr, in, vn");
    } else if (EnumSet.copyOf(regimes).size() < regimes.size()) {
      check.refuse(path, "names a regime twice, expected each once");
    }
  }

  private void contradictions(String path, LabelingConfig rule) {
    found(rule, rule.match().modality(), Set.copyOf(rule.jurisdictions()), rule.use())
        .forEach(
            one ->
                check.refuse(
                    path + "." + one.key() + (one.key().equals("omission") ? ".allowed" : ""),
                    one.message()));
  }

  /** A route that puts other regimes in place of the rule's may contradict what the rule chose. */
  private void route(String path, RouteConfig route) {
    if (route.labeling().isEmpty()) {
      return;
    }
    RouteLabelingConfig own = route.labeling().get();
    check
        .bound()
        .each(
            LabelingConfig.class,
            (rulePath, rule) -> {
              boolean meet =
                  NamePattern.anyMatches(rule.match().route(), route.displayName())
                      && (rule.match().modality().isEmpty()
                          || route.match().modality().isEmpty()
                          || rule.match().modality().equals(route.match().modality()));
              if (meet && changes(own, rule)) {
                found(
                        rule,
                        route.match().modality().or(rule.match()::modality),
                        Set.copyOf(own.jurisdictions().orElse(rule.jurisdictions())),
                        own.use().orElse(rule.use()))
                    .forEach(
                        one ->
                            check.refuse(
                                path + ".labeling",
                                "contradicts "
                                    + one.key()
                                    + " of "
                                    + rulePath
                                    + ": "
                                    + one.message()));
              }
            });
  }

  private static boolean changes(RouteLabelingConfig own, LabelingConfig rule) {
    return !Set.copyOf(own.jurisdictions().orElse(rule.jurisdictions()))
            .equals(Set.copyOf(rule.jurisdictions()))
        || own.use().orElse(rule.use()) != rule.use();
  }

  private static List<Contradiction> found(
      LabelingConfig rule,
      Optional<Modality> modality,
      Set<Jurisdiction> jurisdictions,
      ContentUse use) {
    return Contradiction.in(
        jurisdictions,
        modality.map(LabelingChecks::medium),
        use,
        rule.choices(),
        rule.omission().allowed());
  }

  private static Medium medium(Modality modality) {
    return switch (modality) {
      case IMAGE -> Medium.IMAGE;
      case AUDIO -> Medium.SOUND;
      case VIDEO -> Medium.FILM;
      default -> Medium.TEXT;
    };
  }
}
