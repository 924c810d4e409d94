package io.colophon.gateway.routing;

import io.colophon.gateway.routing.RoutePlan.RankedTarget;
import io.colophon.gateway.routing.canary.CanaryDraw;
import io.colophon.gateway.routing.canary.Rollback;
import io.colophon.gateway.routing.filter.CapabilityFilter;
import io.colophon.gateway.routing.filter.Constraints;
import io.colophon.gateway.routing.filter.ContextFilter;
import io.colophon.gateway.routing.filter.Exclusion;
import io.colophon.gateway.routing.filter.FilterKind;
import io.colophon.gateway.routing.filter.RangeFilter;
import io.colophon.gateway.routing.filter.RequestFacts;
import io.colophon.gateway.routing.filter.TargetFilter;
import io.colophon.gateway.routing.shadow.ShadowLine;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the targets of a route for one request. What a target cannot do is asked before what
 * it may not do, and what is dear to find out last.
 */
final class Selection {
  private static final List<TargetFilter> ABLE =
      List.of(new CapabilityFilter(), new RangeFilter(), new ContextFilter());

  private final StandingTargets standing;
  private final Constraints constraints;
  private final RequestFacts asked;
  private final boolean strict;
  private final Optional<String> dialect;
  private final List<RankedTarget> taken = new ArrayList<>(4);
  private @Nullable List<PassedOver> over;
  private boolean asItStands = true;

  /**
   * @param standing what the configuration says
   * @param constraints the same with what the request itself asks for
   */
  Selection(StandingTargets standing, Constraints constraints, RequestFacts asked) {
    this.standing = standing;
    this.constraints = constraints;
    this.asked = asked;
    this.strict = asked.received().strict();
    this.dialect = asked.received().original().map(WireFrame::dialect);
  }

  /** Whom the request may go to, by tier; empty if nobody is left. */
  List<RankedTarget> targets() {
    for (int i = 0; i < standing.open().size(); i++) {
      RankedTarget ranked = standing.open().get(i);
      Optional<CanaryDraw> canary = ranked.target().rules().canary();
      boolean drawn = canary.isPresent() && canary.get().takes(asked);
      if (canary.isPresent() && !drawn) {
        asItStands = false;
        continue;
      }
      List<Translation> losses = losses(ranked.target());
      Exclusion exclusion = exclusion(ranked.target(), losses);
      if (exclusion != null) {
        asItStands = false;
        passOver(ranked.target(), exclusion);
      } else if (drawn || !losses.isEmpty()) {
        asItStands = false;
        taken.add(ranked(ranked, losses, drawn));
      } else {
        taken.add(ranked);
      }
    }
    List<RankedTarget> inOrder = standing.inOrder();
    return asItStands && inOrder != null ? inOrder : StandingTargets.byTier(taken);
  }

  private static RankedTarget ranked(RankedTarget ranked, List<Translation> losses, boolean drawn) {
    boolean loses = losses.stream().anyMatch(loss -> loss.parameter().startsWith("extensions."));
    int tier = ranked.tier() + (loses ? 1 : 0);
    return new RankedTarget(
        ranked.target(),
        drawn ? "canary" : ranked.reason() + (loses ? ", does not take every extension" : ""),
        losses,
        drawn && !loses ? RoutePlan.PREFERRED : tier);
  }

  private void passOver(Target target, Exclusion exclusion) {
    List<PassedOver> list = over;
    if (list == null) {
      list = new ArrayList<>(standing.closed());
      over = list;
    }
    list.add(StandingTargets.passedOver(target, exclusion));
  }

  /** Whom it may not go to, once {@link #targets} is known. */
  List<PassedOver> passedOver() {
    return over == null ? standing.closed() : over;
  }

  private List<Translation> losses(Target target) {
    return Losses.of(
        target.deployment().provider(),
        target.deployment().capabilities(),
        asked.request(),
        dialect);
  }

  private @Nullable Exclusion exclusion(Target target, List<Translation> losses) {
    Exclusion found = target.rules().when().excludes(target, asked);
    for (int i = 0; found == null && i < ABLE.size(); i++) {
      found = ABLE.get(i).excludes(target, asked);
    }
    if (found == null && constraints != standing.constraints()) {
      found = StandingTargets.exclusion(target, constraints);
    }
    for (int i = 0; found == null && i < constraints.asking().size(); i++) {
      found = constraints.asking().get(i).excludes(target, asked);
    }
    if (found == null && strict && !losses.isEmpty()) {
      found = strict(losses);
    }
    return found == null ? rolledBack(target) : found;
  }

  private static Exclusion strict(List<Translation> losses) {
    return new Exclusion(
        FilterKind.STRICT,
        "does not take " + losses.get(0).parameter() + ", and the request is strict",
        List.of());
  }

  private static @Nullable Exclusion rolledBack(Target target) {
    Optional<Rollback> rollback = target.rules().canary().flatMap(c -> c.trial().rollback());
    return rollback.isEmpty()
        ? null
        : new Exclusion(
            FilterKind.CANARY, "canary taken back: " + rollback.get().detail(), List.of());
  }

  /** Whom copies go to. */
  List<RankedTarget> shadows() {
    if (standing.shadows().isEmpty() || asked.received().job().isPresent()) {
      return List.of();
    }
    List<RankedTarget> drawn = new ArrayList<>(1);
    for (RankedTarget ranked : standing.shadows()) {
      Target target = ranked.target();
      ShadowLine line = target.rules().shadow().orElseThrow();
      boolean medium = line.takesMedia() || asked.request().modality() == Modality.TEXT;
      if (medium
          && line.takes(asked.received().generationId())
          && exclusion(target, List.of()) == null) {
        drawn.add(ranked(ranked, losses(target), false));
      }
    }
    return drawn;
  }

  /**
   * Why each target does not serve the request, and for strict ones what the closest would lose.
   */
  RoutingRefusal refusal(Route route) {
    RoutingRefusal refusal = new RoutingRefusal(route);
    for (Target target : route.targets()) {
      boolean notDrawn =
          target.rules().canary().isPresent() && !target.rules().canary().get().takes(asked);
      if (target.role() == Role.SHADOW || notDrawn) {
        continue;
      }
      List<Translation> losses = losses(target);
      Exclusion able = ableExclusion(target);
      Exclusion found = able == null ? StandingTargets.exclusion(target, constraints) : able;
      refusal.add(target, found == null ? exclusion(target, losses) : found, losses);
    }
    return refusal;
  }

  private @Nullable Exclusion ableExclusion(Target target) {
    Exclusion found = null;
    for (int i = 0; found == null && i < ABLE.size(); i++) {
      found = ABLE.get(i).excludes(target, asked);
    }
    return found;
  }
}
