package io.colophon.throttling;

import org.jspecify.annotations.Nullable;

/** Says which limits are kept together with other processes, and makes them. Thread-safe. */
@FunctionalInterface
public interface Sharing {

  /** Every limit is kept by this process alone. */
  Sharing NONE = (rule, subject, before) -> null;

  /**
   * The limit to use for a rule and a subject. Called when a caller meets the limit first, and
   * again after the rules were replaced; not on every demand.
   *
   * @param subject whom it binds, without wildcard except for {@code *}
   * @param before the limit that stood for this subject, dimension and window so far, of whatever
   *     class; null when there was none
   * @return null where this process keeps the limit by itself
   */
  @Nullable Limit limit(LimitRule rule, String subject, @Nullable Limit before);
}
