package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A deployment and the model to use there. */
public record TargetConfig(
    @About("Name of a deployment under providers.") String provider,
    @About("Name of a model under models, or the name that the provider knows it by.") String model,
    @Default("1")
        @Range(min = "1", max = "1000000")
        @About("Share among targets; only the policies weighted and sticky-key use it.")
        int weight,
    @Range(min = "0.000001", max = "1e18")
        @About(
            "What it can do, in work per second or in any unit that the route's targets share, such"
                + " as 1.5; absent: learned.")
        Optional<Double> capacity,
    @About("Where this target runs; absent: as its provider.") Optional<String> region,
    @Default("false") @About("Whether it is tried only after all that are no fallback.")
        boolean fallback,
    @About("Which of the route's requests it takes, by fact such as input-tokens; absent: all.")
        Map<String, ConditionConfig> when,
    @About("Makes it a canary: a new target on trial; absent: it is none.")
        Optional<CanaryConfig> canary,
    @About("Makes it a shadow, that gets copies; absent: it is none.")
        Optional<ShadowConfig> shadow) {

  public TargetConfig {
    when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
  }
}
