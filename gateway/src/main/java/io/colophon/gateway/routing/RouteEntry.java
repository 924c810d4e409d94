package io.colophon.gateway.routing;

import io.colophon.gateway.routing.filter.Conditions;
import io.colophon.gateway.routing.filter.Constraints;
import io.colophon.metering.price.PriceBook;
import java.util.HashMap;
import java.util.Map;

/** A route, and how it stands for each tenant that has constraints of its own. Immutable. */
final class RouteEntry {
  private final Route route;
  private final Conditions when;
  private final Map<String, StandingTargets> byTenant = new HashMap<>();
  private final StandingTargets others;

  RouteEntry(Route route, Map<String, Constraints> tenants, PriceBook prices) {
    this.route = route;
    this.when = Conditions.of(route.config().when());
    this.others = StandingTargets.of(route, Constraints.NONE.and(route.config(), prices));
    tenants.forEach(
        (tenant, constraints) ->
            byTenant.put(
                tenant, StandingTargets.of(route, constraints.and(route.config(), prices))));
  }

  Route route() {
    return route;
  }

  Conditions when() {
    return when;
  }

  StandingTargets of(String tenant) {
    StandingTargets own = byTenant.get(tenant);
    return own == null ? others : own;
  }
}
