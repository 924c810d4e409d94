package io.colophon.gateway.dispatch;

import io.colophon.gateway.config.RouteConfig;
import io.colophon.provider.spi.FailureKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a failure of an attempt leads to, by its kind and as the route is configured: another target
 * at once, the same or another one after a pause, or the end. Nothing follows a refused content,
 * whatever is configured: it would be shopping for a model that does not mind.
 */
final class AfterFailure {
  private static final Set<FailureKind> RETRIED =
      EnumSet.of(
          FailureKind.RATE_LIMITED,
          FailureKind.OVERLOADED,
          FailureKind.UNREACHABLE,
          FailureKind.MALFORMED_ANSWER,
          FailureKind.INTERNAL);

  private AfterFailure() {}

  /** Whether targets that were not asked yet are asked, at once. */
  static boolean fallsBack(RouteConfig route, FailureKind kind) {
    return kind != FailureKind.CONTENT_REFUSED
        && route
            .fallbackOn()
            .map(kinds -> kinds.contains(kind))
            .orElse(kind.anotherTargetMayHelp());
  }

  /** Whether the target that failed so may be asked again, after a pause. */
  static boolean retries(RouteConfig route, FailureKind kind) {
    return kind != FailureKind.CONTENT_REFUSED
        && route.retry().on().map(kinds -> kinds.contains(kind)).orElse(RETRIED.contains(kind));
  }
}
