package io.colophon.gateway.config;

import io.colophon.gateway.admission.Priority;
import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Month;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a tenant may do. */
public record TenantConfig(
    @About("Name for people; absent: the key.") Optional<String> displayName,
    @Default("true") @About("false: every request of the tenant is refused.") boolean enabled,
    @Default("*") @About("Models that the tenant may ask for: names, beginnings, or a list.")
        List<NamePattern> models,
    @Default("interactive")
        @About(
            "How urgent its requests are: critical, interactive or batch. A request may say a later"
                + " one in its metadata, as priority.")
        Priority priority,
    @About("The same for some of its keys, by name.") Map<String, Priority> keyPriorities,
    @Default("1")
        @Range(min = "0.01", max = "1000")
        @About("Its share against other tenants of the same priority while targets are full.")
        double weight,
    @About("Where the tenant is told that its jobs have ended, by a name for each.")
        Map<String, WebhookConfig> webhooks,
    @About("Plan that it pays by, a name under plans; absent: the price list.")
        Optional<String> plan,
    @About("First month of the plan, such as 2026-11.") Optional<Month> planFrom,
    @About("Plans that it had before, in the order of their months.")
        List<PlanTermConfig> earlierPlans,
    @About("Credits by name, drawn down before anything is billed.")
        Map<String, CreditConfig> credits,
    @Default("*") @About("Targets that it may be served by: provider, provider/model, beginnings.")
        List<NamePattern> targets,
    @About("Regions that its requests may be served in; absent: any.") List<String> residency,
    @About("Whom its output is for; public-cn takes filed models only. Absent: not said.")
        Optional<Audience> audience,
    @About("What the targets of its requests may cost at most; absent: no ceiling.")
        Optional<PriceCeilingConfig> priceCeiling) {

  public TenantConfig {
    models = List.copyOf(models);
    targets = List.copyOf(targets);
    residency = List.copyOf(residency);
    keyPriorities = Map.copyOf(keyPriorities);
    webhooks = Map.copyOf(webhooks);
    earlierPlans = List.copyOf(earlierPlans);
    credits = Collections.unmodifiableMap(new LinkedHashMap<>(credits));
  }
}
