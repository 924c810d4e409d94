package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import java.util.List;
import java.util.Optional;

/** What a tenant may do. */
public record TenantConfig(
    @About("Name for people; absent: the key.") Optional<String> displayName,
    @Default("true") @About("false: every request of the tenant is refused.") boolean enabled,
    @Default("*") @About("Models that the tenant may ask for: names, beginnings, or a list.")
        List<NamePattern> models) {

  public TenantConfig {
    models = List.copyOf(models);
  }
}
