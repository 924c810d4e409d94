package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
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
        Map<String, WebhookConfig> webhooks) {

  public TenantConfig {
    models = List.copyOf(models);
    webhooks = Map.copyOf(webhooks);
  }
}
