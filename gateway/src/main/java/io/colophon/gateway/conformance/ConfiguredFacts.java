package io.colophon.gateway.conformance;

import io.colophon.gateway.assembly.Signers;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.LabelingConfig;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.LabelRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the configuration adds to a report: rules, key handling, detector, references. */
public final class ConfiguredFacts {
  private ConfiguredFacts() {}

  /** The facts that matter to a regime. Holds no secret. */
  public static Map<String, Object> of(GatewayConfig config, Jurisdiction regime) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("policyVersion", LabelRules.VERSION);
    List<Object> rules = new ArrayList<>();
    for (LabelingConfig rule : config.labeling()) {
      if (rule.jurisdictions().contains(regime)) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("producer", rule.producer());
        one.put("system", rule.systemName());
        one.put("regimes", rule.jurisdictions().stream().map(Jurisdiction::id).toList());
        one.put("use", rule.use().id());
        one.put("copiesWithoutShownLabel", rule.omission().allowed());
        rules.add(one);
      }
    }
    facts.put("rules", rules);
    facts.put("signingKey", Signers.kind(config.signing()));
    facts.put(
        "timeStamps",
        config.signing().timestamp().map(stamp -> stamp.url().toString()).orElse("none"));
    facts.put("publicDetector", config.detector().enabled() ? "/v1/detect" : "off");
    facts.put("robustnessTable", "docs/watermarks.md");
    facts.put("policyTables", "docs/labelling-policy.md");
    facts.put("detectorDescription", "docs/detector.md");
    facts.put(
        "notShownHere",
        "user agreements, incidents, licence revocations, takedowns and notices of user"
            + " interfaces are kept outside of this system");
    return facts;
  }
}
