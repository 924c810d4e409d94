package io.colophon.gateway.labels;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.ContentFacts;
import io.colophon.labeling.policy.LabelRules;
import io.colophon.labeling.policy.Medium;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether a copy without the label that people see or hear may be handed out (Measures for
 * Labelling, Article 9). The metadata label is no matter of this: it stays.
 */
public final class OmissionCheck {
  private OmissionCheck() {}

  /**
   * Refuses what may not be.
   *
   * @throws Refusal PERMISSION_DENIED if the policy, or a regime, knows no such copy
   */
  public static void run(LabelPolicy.Decision decision, Medium medium, ContentFacts facts) {
    if (decision.omission().isEmpty()) {
      return;
    }
    if (!decision.omissions().allowed()) {
      throw denied("the labelling rule that applies allows no copies without the label");
    }
    String agreement = decision.omission().get().agreement();
    List<String> agreements = decision.omissions().agreements();
    if (!agreements.isEmpty() && !agreements.contains(agreement)) {
      throw denied("the labelling rule that applies knows no such agreement");
    }
    List<Jurisdiction> forbidding =
        LabelRules.forbidOmission(decision.jurisdictions(), medium, decision.use(), facts);
    if (!forbidding.isEmpty()) {
      throw denied(
          forbidding.stream().map(Jurisdiction::id).collect(Collectors.joining(" and "))
              + " knows no copy without the label that people see or hear");
    }
  }

  private static Refusal denied(String why) {
    return Refusal.of(Reason.PERMISSION_DENIED, "labeling.omit_explicit: " + why);
  }
}
