package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
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
    @About("Where the tenant is told that its jobs have ended, by a name for each.")
        Map<String, WebhookConfig> webhooks,
    @About("Plan that it pays by, a name under plans; absent: the price list.")
        Optional<String> plan,
    @About("First month of the plan, such as 2026-11.") Optional<Month> planFrom,
    @About("Plans that it had before, in the order of their months.")
        List<PlanTermConfig> earlierPlans,
    @About("Credits by name, drawn down before anything is billed.")
        Map<String, CreditConfig> credits) {

  public TenantConfig {
    models = List.copyOf(models);
    webhooks = Map.copyOf(webhooks);
    earlierPlans = List.copyOf(earlierPlans);
    credits = Collections.unmodifiableMap(new LinkedHashMap<>(credits));
  }
}
