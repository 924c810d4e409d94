package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.FailureKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rule from requested model and modality to targets. */
public record RouteConfig(
    @About("Name in receipts, metrics and labelling rules; absent: the matched models.")
        Optional<String> name,
    @About("Which requests; absent: all.") RouteMatch match,
    @Default("ordered") @About("How a target is chosen.") RoutePolicy policy,
    @About("How the policy is to be followed; each key is for some policies only.")
        PolicyConfig policyOptions,
    @About("Where to send them; at least one.") List<TargetConfig> targets,
    @About("Labels of this route instead of those of the labelling rules; absent: the rules.")
        Optional<RouteLabelingConfig> labeling,
    @About("What must hold of a request beyond the match, by fact such as metadata.tier or key.")
        Map<String, ConditionConfig> when,
    @About("Regions that its requests may be served in; absent: any.") List<String> residency,
    @About("Whom its output is for; public-cn takes filed models only. Absent: not said.")
        Optional<Audience> audience,
    @About("What its targets may cost at most; absent: no ceiling.")
        Optional<PriceCeilingConfig> priceCeiling,
    @About(
            "Kinds of failure after which another target is asked, at once; absent: all where one"
                + " may help.")
        Optional<Set<FailureKind>> fallbackOn,
    @About("When a target that failed is asked again.") RetryConfig retry,
    @About("When a second target is asked while the first still puts nothing out.")
        HedgeConfig hedge,
    @About("Whether an answer is given again to a request that is the same.")
        AnswerCacheConfig cache) {

  public RouteConfig {
    targets = List.copyOf(targets);
    when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
    residency = List.copyOf(residency);
    fallbackOn = fallbackOn.map(Set::copyOf);
  }

  /** The name, or what it matches where it has none, for instance {@code chat,default/text}. */
  public String displayName() {
    return name.orElseGet(match::describe);
  }
}
