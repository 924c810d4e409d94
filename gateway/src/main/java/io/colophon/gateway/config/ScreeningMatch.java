package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import java.util.List;

/** Which words a screening rule is for; all conditions must hold. */
public record ScreeningMatch(
    @Default("*") @About("Tenant: a name, a beginning such as acme-*, or a list of these.")
        List<NamePattern> tenant,
    @Default("*") @About("Name of the route, or a list of these.") List<NamePattern> route,
    @Default("both") @About("Words that go in, that come out, or both.")
        ScreeningDirection direction) {

  public ScreeningMatch {
    tenant = List.copyOf(tenant);
    route = List.copyOf(route);
  }

  /**
   * Whether the rule is for these words.
   *
   * @param way input or output
   */
  public boolean matches(String ofTenant, String routeName, ScreeningDirection way) {
    return (direction == ScreeningDirection.BOTH || direction == way)
        && NamePattern.anyMatches(tenant, ofTenant)
        && NamePattern.anyMatches(route, routeName);
  }
}
