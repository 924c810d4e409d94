package io.colophon.gateway.routing;

import io.colophon.gateway.config.TenantConfig;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.failure.FieldViolation;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Received;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The verb route: from what was asked for to the targets that can serve it, in the order in which
 * they are to be tried. The first route that matches is taken; of its targets those stay that
 * declare every ability the request needs and take its sizes. Immutable.
 */
public final class Router {
  private final List<Route> routes;
  private final Map<String, TenantConfig> tenants;

  public Router(List<Route> routes, Map<String, TenantConfig> tenants) {
    this.routes = List.copyOf(routes);
    this.tenants = Map.copyOf(tenants);
  }

  /** In the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * Decides. Of targets that stand alike, those come first that take every extension of the
   * request; where losses are no option, those that would lose something are left out.
   *
   * @throws Refusal PERMISSION_DENIED, MODEL_NOT_FOUND, UNSUPPORTED or INVALID_REQUEST
   */
  public RoutePlan route(Received received, String tenant) {
    return route(
        received.model().name(),
        received.request(),
        received.original().map(WireFrame::dialect),
        received.strict(),
        tenant);
  }

  private RoutePlan route(
      String requestedModel,
      GenerationRequest request,
      Optional<String> original,
      boolean strict,
      String tenant) {
    checkTenant(requestedModel, tenant);
    Route route = find(requestedModel, request, tenant);
    List<Able> able = new ArrayList<>();
    List<Translation> lost = List.of();
    EnumSet<Ability> missing = EnumSet.noneOf(Ability.class);
    List<FieldViolation> outOfRange = List.of();
    for (Target target : route.targets()) {
      Set<Ability> lacks = TargetFilter.missingAbilities(target, request);
      if (!lacks.isEmpty()) {
        missing.addAll(lacks);
        continue;
      }
      List<FieldViolation> violations = TargetFilter.outOfRange(target, request);
      List<Translation> losses =
          Losses.of(
              target.deployment().provider(),
              target.deployment().capabilities(),
              request,
              original);
      if (violations.isEmpty() && strict && !losses.isEmpty()) {
        lost = lost.isEmpty() || losses.size() < lost.size() ? losses : lost;
      } else if (violations.isEmpty()) {
        able.add(new Able(target, losses));
      } else if (outOfRange.isEmpty()) {
        outOfRange = violations;
      }
    }
    if (!able.isEmpty()) {
      return new RoutePlan(route, rank(able), List.of());
    }
    if (!lost.isEmpty()) {
      throw StrictRefusal.of(lost);
    }
    if (!outOfRange.isEmpty()) {
      throw Refusal.invalid(outOfRange);
    }
    throw Refusal.of(
        Reason.UNSUPPORTED,
        "no target of route "
            + route.name()
            + " offers "
            + missing.stream().map(Ability::id).collect(Collectors.joining(", ")));
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

  private Route find(String requestedModel, GenerationRequest request, String tenant) {
    Set<String> otherModalities = new TreeSet<>();
    for (Route route : routes) {
      if (route.config().match().matches(requestedModel, request.modality(), tenant)) {
        return route;
      }
      route
          .config()
          .match()
          .modality()
          .filter(modality -> route.config().match().matches(requestedModel, modality, tenant))
          .ifPresent(modality -> otherModalities.add(modality.id()));
    }
    if (otherModalities.isEmpty()) {
      throw Refusal.of(Reason.MODEL_NOT_FOUND, "no route for model \"" + requestedModel + "\"");
    }
    throw Refusal.of(
        Reason.UNSUPPORTED,
        "model \""
            + requestedModel
            + "\" puts out "
            + String.join(", ", otherModalities)
            + ", not "
            + request.modality().id());
  }

  /** A target that can serve the request, and what it would lose of it. */
  private record Able(Target target, List<Translation> losses) {
    boolean takesExtensions() {
      return losses.stream().noneMatch(loss -> loss.parameter().startsWith("extensions."));
    }
  }

  private static int tier(Able one) {
    if (one.target().fallback()) {
      return one.takesExtensions() ? RoutePlan.FALLBACK : RoutePlan.FALLBACK_LOSING;
    }
    return one.takesExtensions() ? RoutePlan.ORDINARY : RoutePlan.ORDINARY_LOSING;
  }

  private static List<RoutePlan.RankedTarget> rank(List<Able> able) {
    List<Able> ordered = new ArrayList<>(able);
    if (ordered.size() > 1) {
      // A stable sort: what is alike stays in the order of the route.
      ordered.sort(
          Comparator.comparing((Able one) -> one.target().fallback())
              .thenComparing(one -> !one.takesExtensions()));
    }
    List<RoutePlan.RankedTarget> ranked = new ArrayList<>(ordered.size());
    for (Able one : ordered) {
      String reason =
          "place "
              + (ranked.size() + 1)
              + " of "
              + ordered.size()
              + (one.target().fallback() ? ", fallback" : ", in the order of the route")
              + (one.takesExtensions() ? "" : ", does not take every extension");
      ranked.add(new RoutePlan.RankedTarget(one.target(), reason, one.losses(), tier(one)));
    }
    return ranked;
  }
}
