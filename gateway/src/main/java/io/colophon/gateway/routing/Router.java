package io.colophon.gateway.routing;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.config.TenantConfig;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.RoutePlan.RankedTarget;
import io.colophon.gateway.routing.filter.Constraints;
import io.colophon.gateway.routing.filter.RequestFacts;
import io.colophon.gateway.routing.filter.RequestWishes;
import io.colophon.metering.price.PriceBook;
import io.colophon.provider.spi.GenerationRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The verb route: from what was asked for to the targets that can serve it and may. The first route
 * that matches is taken; of its targets those stay that no filter passes over. Immutable.
 */
public final class Router {
  private final List<Route> routes;
  private final List<RouteEntry> entries;
  private final Map<String, TenantConfig> tenants;
  private final PriceBook prices;

  /**
   * @param prices what ceilings are held against
   */
  public Router(List<Route> routes, Map<String, TenantConfig> tenants, PriceBook prices) {
    this.routes = List.copyOf(routes);
    this.tenants = Map.copyOf(tenants);
    this.prices = prices;
    Map<String, Constraints> byTenant = new HashMap<>();
    tenants.forEach(
        (name, tenant) -> {
          Constraints own = Constraints.of(tenant, prices);
          if (!own.equals(Constraints.NONE)) {
            byTenant.put(name, own);
          }
        });
    this.entries =
        this.routes.stream().map(route -> new RouteEntry(route, byTenant, prices)).toList();
  }

  /** In the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * Decides, for a caller whose key does not matter.
   *
   * @throws Refusal as {@link #decide}, and for want of a target
   */
  public RoutePlan route(Received received, String tenant) {
    Routing decided = decide(received, new Caller(tenant, Optional.empty()));
    if (decided instanceof Routing.Refused refused) {
      throw refused.refusal();
    }
    return ((Routing.Planned) decided).plan();
  }

  /**
   * Decides. Of targets that stand alike, those come first that take every extension of the
   * request; where losses are no option, those that would lose something are left out.
   *
   * @throws Refusal PERMISSION_DENIED, MODEL_NOT_FOUND, UNSUPPORTED or INVALID_REQUEST where there
   *     is no route
   */
  public Routing decide(Received received, Caller caller) {
    checkTenant(received.model().name(), caller.tenant());
    RequestFacts asked = new RequestFacts(received, caller);
    RouteEntry entry = find(asked);
    StandingTargets standing = entry.of(caller.tenant());
    Constraints constraints =
        standing.constraints().and(RequestWishes.of(received.metadata()), prices);
    RoutePlan resumed = resumed(entry.route(), received);
    if (resumed != null) {
      return new Routing.Planned(resumed, constraints.terms(), List.of());
    }
    Selection selection = new Selection(standing, constraints, asked);
    List<RankedTarget> targets = selection.targets();
    if (targets.isEmpty()) {
      RoutingRefusal refusal = selection.refusal(entry.route());
      return new Routing.Refused(
          entry.route(), constraints.terms(), refusal.refusal(), refusal.passedOver());
    }
    return new Routing.Planned(
        new RoutePlan(entry.route(), targets, selection.passedOver()),
        constraints.terms(),
        selection.shadows());
  }

  /** A job that a target runs already stays there, whatever was configured since. */
  private static @Nullable RoutePlan resumed(Route route, Received received) {
    Optional<JobLink.ResumedJob> job = received.job().flatMap(JobLink::resumed);
    if (job.isEmpty()) {
      return null;
    }
    for (Target target : route.targets()) {
      if (target.name().equals(job.get().target())) {
        RankedTarget ranked =
            new RankedTarget(target, "runs the job", List.of(), RoutePlan.ORDINARY);
        return new RoutePlan(route, List.of(ranked), List.of());
      }
    }
    return null;
  }

  private void checkTenant(String requestedModel, String tenant) {
    TenantConfig config = tenants.get(tenant);
    if (config == null) {
      return;
    }
    if (!config.enabled()) {
      throw Refusal.of(Reason.PERMISSION_DENIED, "tenant " + tenant + " is switched off");
    }
    if (!NamePattern.anyMatches(config.models(), requestedModel)) {
      throw Refusal.of(
          Reason.PERMISSION_DENIED, "tenant " + tenant + " may not use model " + requestedModel);
    }
  }

  private RouteEntry find(RequestFacts asked) {
    String model = asked.received().model().name();
    String tenant = asked.caller().tenant();
    for (int i = 0; i < entries.size(); i++) {
      RouteEntry entry = entries.get(i);
      if (entry.route().config().match().matches(model, asked.request().modality(), tenant)
          && entry.when().unmet(asked) == null) {
        return entry;
      }
    }
    throw nowhere(asked);
  }

  private Refusal nowhere(RequestFacts asked) {
    String model = asked.received().model().name();
    String tenant = asked.caller().tenant();
    GenerationRequest request = asked.request();
    Set<String> otherModalities = new TreeSet<>();
    List<String> unmet = new ArrayList<>();
    for (RouteEntry entry : entries) {
      Route route = entry.route();
      if (route.config().match().matches(model, request.modality(), tenant)) {
        unmet.add("route " + route.name() + " is for others: " + entry.when().unmet(asked));
      }
      route
          .config()
          .match()
          .modality()
          .filter(modality -> route.config().match().matches(model, modality, tenant))
          .ifPresent(modality -> otherModalities.add(modality.id()));
    }
    if (!unmet.isEmpty()) {
      return Refusal.of(
          Reason.UNSUPPORTED,
          "no route for this request for model \"" + model + "\": " + unmet.get(0));
    }
    if (otherModalities.isEmpty()) {
      return Refusal.of(Reason.MODEL_NOT_FOUND, "no route for model \"" + model + "\"");
    }
    return Refusal.of(
        Reason.UNSUPPORTED,
        "model \""
            + model
            + "\" puts out "
            + String.join(", ", otherModalities)
            + ", not "
            + request.modality().id());
  }
}
