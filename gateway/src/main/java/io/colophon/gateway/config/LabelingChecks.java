package io.colophon.gateway.config;

import io.colophon.labeling.Jurisdiction;
import java.util.EnumSet;
import java.util.List;
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
}
