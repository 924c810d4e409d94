package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.routing.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a tenant may use a target, by its own name or that of its deployment. */
public final class TenantTargetFilter implements StandingFilter {
  private final List<NamePattern> allowed;

  public TenantTargetFilter(List<NamePattern> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  @Override
  public @Nullable Exclusion excludes(Target target) {
    return NamePattern.anyMatches(allowed, target.deployment().name())
            || NamePattern.anyMatches(allowed, target.name())
        ? null
        : Exclusion.of(FilterKind.TENANT, "the tenant may not use it");
  }
}
