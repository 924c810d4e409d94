package io.colophon.gateway.routing.filter;

import io.colophon.gateway.config.Audience;
import io.colophon.gateway.config.PriceCeilingConfig;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.config.TenantConfig;
import io.colophon.metering.price.PriceBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What tenant, route and request together ask of targets: all of it holds. Immutable.
 *
 * @param standing asked once for each configuration
 * @param asking asked for each request
 * @param terms what of it is for the records
 */
public record Constraints(List<StandingFilter> standing, List<TargetFilter> asking, Terms terms) {
  /** Nothing is asked. */
  public static final Constraints NONE = new Constraints(List.of(), List.of(), Terms.NONE);

  public Constraints {
    standing = List.copyOf(standing);
    asking = List.copyOf(asking);
  }

  /** What a tenant's configuration asks. */
  public static Constraints of(TenantConfig tenant, PriceBook prices) {
    Constraints rest =
        NONE.and(
            "the tenant", tenant.residency(), tenant.audience(), tenant.priceCeiling(), prices);
    if (tenant.targets().stream().anyMatch(pattern -> pattern.matches(""))) {
      return rest; // it may use all
    }
    List<StandingFilter> standing = new ArrayList<>(rest.standing);
    standing.add(new TenantTargetFilter(tenant.targets()));
    return new Constraints(standing, rest.asking, rest.terms);
  }

  /** What a route's configuration asks beyond that. */
  public Constraints and(RouteConfig route, PriceBook prices) {
    return and("the route", route.residency(), route.audience(), route.priceCeiling(), prices);
  }

  /** What a request asks beyond that. */
  public Constraints and(RequestWishes wishes, PriceBook prices) {
    if (wishes.isNone()) {
      return this;
    }
    Constraints more = with("the request", wishes.residency(), wishes.audience());
    return wishes.ceiling().isEmpty()
        ? more
        : more.with(new PriceFilter(wishes.ceiling().get(), prices));
  }

  private Constraints and(
      String whose,
      List<String> residency,
      Optional<Audience> audience,
      Optional<PriceCeilingConfig> ceiling,
      PriceBook prices) {
    Constraints more = with(whose, residency, audience);
    return ceiling.isEmpty()
        ? more
        : more.with(new PriceFilter(PriceCeiling.of(ceiling.get(), whose), prices));
  }

  private Constraints with(TargetFilter filter) {
    List<TargetFilter> more = new ArrayList<>(asking);
    more.add(filter);
    return new Constraints(standing, more, terms);
  }

  private Constraints with(String whose, List<String> residency, Optional<Audience> audience) {
    if (residency.isEmpty() && audience.isEmpty()) {
      return this;
    }
    List<StandingFilter> more = new ArrayList<>(standing);
    List<String> regions = List.of();
    if (!residency.isEmpty()) {
      ResidencyFilter filter = new ResidencyFilter(residency, whose);
      more.add(filter);
      regions = filter.regions();
    }
    audience.ifPresent(forWhom -> more.add(new FilingFilter(forWhom, whose)));
    return new Constraints(more, asking, terms.and(regions, audience));
  }
}
