package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Modality;
import java.util.List;
import java.util.Optional;

/** Which generations a labelling rule is for; all conditions must hold. */
public record LabelingMatch(
    @Default("*") @About("Tenant: a name, a beginning such as acme-*, or a list of these.")
        List<NamePattern> tenant,
    @Default("*") @About("Name of the route, or a list of these.") List<NamePattern> route,
    @About("Output modality; absent: any.") Optional<Modality> modality) {

  public LabelingMatch {
    tenant = List.copyOf(tenant);
    route = List.copyOf(route);
  }

  /** Whether the rule is for this generation. */
  public boolean matches(String ofTenant, String routeName, Modality output) {
    return modality.map(output::equals).orElse(true)
        && NamePattern.anyMatches(tenant, ofTenant)
        && NamePattern.anyMatches(route, routeName);
  }
}
