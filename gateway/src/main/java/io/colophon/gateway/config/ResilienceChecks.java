package io.colophon.gateway.config;

import io.colophon.provider.spi.FailureKind;

/** Checks how routes and deployments deal with failures. */
final class ResilienceChecks {
  private final CrossCheck check;

  private ResilienceChecks(CrossCheck check) {
    this.check = check;
  }

  static void run(CrossCheck check) {
    ResilienceChecks checks = new ResilienceChecks(check);
    check.bound().each(RetryConfig.class, checks::retry);
    check.bound().each(HedgeConfig.class, checks::hedge);
    check.bound().each(OutliersConfig.class, checks::outliers);
    check.bound().each(RouteConfig.class, checks::route);
  }

  private void retry(String path, RetryConfig retry) {
    check.refuseUnordered(
        path, "first-pause", retry.firstPause(), "longest-pause", retry.longestPause());
    retry
        .on()
        .filter(kinds -> kinds.contains(FailureKind.CONTENT_REFUSED))
        .ifPresent(kinds -> refuseContent(path + ".on"));
  }

  private void hedge(String path, HedgeConfig hedge) {
    check.refuseUnordered(path, "shortest", hedge.shortest(), "longest", hedge.longest());
  }

  private void outliers(String path, OutliersConfig outliers) {
    check.refuseUnordered(path, "eject-for", outliers.ejectFor(), "longest", outliers.longest());
    double factor = outliers.latencyFactor();
    if (factor != 0 && factor <= 1) {
      check.refuse(
          path + ".latency-factor", "value " + factor + ": expected more than 1, or 0 for never");
    }
  }

  private void route(String path, RouteConfig route) {
    route
        .fallbackOn()
        .filter(kinds -> kinds.contains(FailureKind.CONTENT_REFUSED))
        .ifPresent(kinds -> refuseContent(path + ".fallback-on"));
    if (route.hedge().enabled()
        && route.targets().stream().filter(t -> !t.fallback()).count() < 2) {
      check.warn(
          path + ".hedge",
          "is never made: expected at least two targets that are no fallback, since the second"
              + " attempt goes to another target");
    }
  }

  private void refuseContent(String path) {
    check.refuse(
        path,
        "value \"content-refused\": expected another kind, refused content is never asked again or"
            + " elsewhere");
  }
}
