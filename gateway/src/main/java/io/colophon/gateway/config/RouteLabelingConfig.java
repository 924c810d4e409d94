package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Form;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.ContentUse;
import java.util.List;
import java.util.Optional;

/** What a route changes in the labelling rule that applies; an absent key is left as it is. */
public record RouteLabelingConfig(
    @About("Regimes whose labels are applied; absent: as the rule.")
        Optional<List<Jurisdiction>> jurisdictions,
    @Form(Producer.class) @About("Name or 27-character code of the operator; absent: as the rule.")
        Optional<String> producer,
    @About("Name of the generating system; absent: as the rule.") Optional<String> systemName,
    @About("What the content is made for; absent: as the rule.") Optional<ContentUse> use) {

  public RouteLabelingConfig {
    jurisdictions = jurisdictions.map(List::copyOf);
  }
}
