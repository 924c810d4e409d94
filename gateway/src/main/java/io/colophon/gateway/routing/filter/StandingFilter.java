package io.colophon.gateway.routing.filter;

import io.colophon.gateway.routing.Target;
import org.jspecify.annotations.Nullable;

/**
 * A filter that goes by the configuration alone, so that it is asked once for each configuration
 * and not for each request.
 */
public interface StandingFilter extends TargetFilter {

  /** Why not; null if it may. */
  @Nullable Exclusion excludes(Target target);

  @Override
  default @Nullable Exclusion excludes(Target target, RequestFacts asked) {
    return excludes(target);
  }
}
