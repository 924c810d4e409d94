package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Modality;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which requests a route takes; all conditions must hold. */
public record RouteMatch(
    @Default("*") @About("Requested model: a name, a beginning such as gpt-*, or a list of these.")
        List<NamePattern> model,
    @About("Requested output modality; absent: any.") Optional<Modality> modality,
    @Default("*") @About("Tenant: a name, a beginning, or a list of these.")
        List<NamePattern> tenant) {

  public RouteMatch {
    model = List.copyOf(model);
    tenant = List.copyOf(tenant);
  }

  /** Whether a request is taken. */
  public boolean matches(String requestedModel, Modality requestedModality, String ofTenant) {
    return modality.map(requestedModality::equals).orElse(true)
        && NamePattern.anyMatches(model, requestedModel)
        && NamePattern.anyMatches(tenant, ofTenant);
  }

  /** What it matches, for instance {@code chat,default/text}. */
  public String describe() {
    String models = model.stream().map(NamePattern::toString).collect(Collectors.joining(","));
    return modality.map(m -> models + "/" + m.id()).orElse(models);
  }
}
