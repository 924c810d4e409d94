package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Form;
import io.colophon.labeling.Jurisdiction;
import io.colophon.provider.spi.Default;
import java.util.List;

/** A rule that says which labels are applied to what. */
public record LabelingConfig(
    @About("Which generations; absent: all.") LabelingMatch match,
    @About("Regimes whose labels are applied together; at least one.")
        List<Jurisdiction> jurisdictions,
    @Form(Producer.class) @About("Name or 27-character code of the operator that faces the caller.")
        String producer,
    @Default("Colophon") @About("Name of the generating system in labels that carry one.")
        String systemName) {

  public LabelingConfig {
    jurisdictions = List.copyOf(jurisdictions);
  }
}
