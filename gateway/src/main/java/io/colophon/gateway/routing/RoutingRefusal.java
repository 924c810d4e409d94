package io.colophon.gateway.routing;

import io.colophon.gateway.failure.FieldViolation;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.routing.filter.Exclusion;
import io.colophon.gateway.routing.filter.FilterKind;
import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told for whom no target is left: of each target why, and as the reason that of
 * the target that came nearest.
 */
final class RoutingRefusal {
  private static final int MOST_TOLD = 8;
  private static final int LONGEST = 240;

  private final Route route;
  private final List<PassedOver> passedOver = new ArrayList<>();
  private @Nullable Exclusion nearest;
  private List<Translation> leastLosses = List.of();

  RoutingRefusal(Route route) {
    this.route = route;
  }

  /**
   * @param exclusion null for a target that changed its mind meanwhile
   * @param losses what the target would lose of the request
   */
  void add(Target target, @Nullable Exclusion exclusion, List<Translation> losses) {
    if (exclusion == null) {
      return;
    }
    passedOver.add(StandingTargets.passedOver(target, exclusion));
    if (nearest == null || exclusion.kind().compareTo(nearest.kind()) > 0) {
      nearest = exclusion;
    }
    if (exclusion.kind() == FilterKind.STRICT
        && (leastLosses.isEmpty() || losses.size() < leastLosses.size())) {
      leastLosses = losses;
    }
  }

  /** Every target, each with the reason. */
  List<PassedOver> passedOver() {
    return passedOver;
  }

  Refusal refusal() {
    Exclusion by = nearest;
    if (by == null) {
      return Refusal.of(Reason.UPSTREAM_UNAVAILABLE, "no target of route " + route.name());
    }
    return switch (by.kind()) {
      case CAPABILITY, CONDITION -> Refusal.of(Reason.UNSUPPORTED, text());
      case RANGE, CONTEXT -> invalid(by.violations());
      case TENANT -> Refusal.of(Reason.PERMISSION_DENIED, text());
      case FILING -> Refusal.of(Reason.FILING_REQUIRED, text());
      case RESIDENCY -> Refusal.of(Reason.RESIDENCY, text());
      case PRICE -> Refusal.of(Reason.PRICE_CEILING, text());
      case STRICT -> StrictRefusal.of(leastLosses);
      case CANARY -> Refusal.of(Reason.UPSTREAM_UNAVAILABLE, text());
    };
  }

  private Refusal invalid(List<FieldViolation> violations) {
    return passedOver.size() == 1
        ? Refusal.invalid(violations)
        : Refusal.invalid(violations, text());
  }

  private String text() {
    StringBuilder text =
        new StringBuilder("no target of route ").append(route.name()).append(" can serve this: ");
    int told = Math.min(MOST_TOLD, passedOver.size());
    for (int i = 0; i < told; i++) {
      PassedOver one = passedOver.get(i);
      String reason = one.reason();
      text.append(i == 0 ? "" : "; ")
          .append(one.target())
          .append(' ')
          .append(reason.length() > LONGEST ? reason.substring(0, LONGEST) + "..." : reason);
    }
    if (passedOver.size() > told) {
      text.append("; and ").append(passedOver.size() - told).append(" more");
    }
    return text.toString();
  }
}
