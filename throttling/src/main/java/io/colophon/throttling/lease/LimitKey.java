package io.colophon.throttling.lease;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;

/**
 * Which limit is meant, by the same name in every gateway.
 *
 * @param subject whom it binds, without wildcard except for {@code *}
 */
public record LimitKey(String subject, Dimension dimension, Window per) {

  /** The key of a rule applied to a subject. */
  public static LimitKey of(LimitRule rule, String subject) {
    return new LimitKey(subject, rule.dimension(), rule.per());
  }

  /** For instance {@code tokens/minute/key:abc}. */
  public String id() {
    return dimension.id() + "/" + per.id() + "/" + subject;
  }
}
