package io.colophon.gateway.routing.filter;

import io.colophon.gateway.routing.Target;
import org.jspecify.annotations.Nullable;

/** Says why a target may not serve a request, or cannot. Immutable; never blocks. */
public interface TargetFilter {

  /** Why not; null if it may and can. */
  @Nullable Exclusion excludes(Target target, RequestFacts asked);
}
