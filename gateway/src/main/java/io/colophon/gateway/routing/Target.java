package io.colophon.gateway.routing;

import io.colophon.gateway.config.ModelConfig;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.TargetModel;
import java.util.Optional;

/**
 * A deployment and the model to use there: what routing picks.
 *
 * @param deployment where
 * @param model what is sent upstream
 * @param description what the provider says of the model; empty when it only knows by trying
 * @param facts what the configuration says of the model
 * @param health how attempts at it went lately
 * @param fallback whether it is tried only after all that are no fallback
 * @param region where it runs, in lower case; empty when nobody said
 * @param rules which of the route's requests it gets
 * @param share what policies go by of its configuration
 */
public record Target(
    Deployment deployment,
    TargetModel model,
    Optional<ModelDescription> description,
    Optional<ModelConfig> facts,
    TargetHealth health,
    boolean fallback,
    Optional<String> region,
    TargetRules rules,
    Share share) {

  /** As {@code provider/model}. */
  public String name() {
    return health.target();
  }

  /** What it is there for. */
  public Role role() {
    return rules.role();
  }
}
