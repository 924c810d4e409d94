package io.colophon.gateway.standing;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;

/**
 * How one limit is told of, whatever is used of it: put into words once, and then written into the
 * headers of every answer. Immutable.
 *
 * @param subject whom it limits, as people are told, for instance {@code key:bar}
 * @param dimension what it limits
 * @param per its window
 * @param amount what may be used in one window, in the dimension's unit
 * @param capacity what may be used at once, the burst
 * @param item its name as a string of a structured field, for instance {@code "key:bar/tokens/day"}
 *     with the quotation marks
 * @param policy the same with the parameters of its policy, but for the window of a month
 */
public record ShownLimit(
    String subject,
    Dimension dimension,
    Window per,
    long amount,
    long capacity,
    String item,
    String policy) {

  /** A limit without a use. */
  static ShownLimit of(
      String subject, Dimension dimension, Window per, long amount, long capacity) {
    String item = RateLimitFields.item(id(subject, dimension, per));
    return new ShownLimit(
        subject,
        dimension,
        per,
        amount,
        capacity,
        item,
        RateLimitFields.policy(item, dimension, per, amount));
  }

  /** The limit that a rule sets for a subject that people call so. */
  public static ShownLimit of(LimitRule rule, String subject) {
    return of(subject, rule.dimension(), rule.per(), rule.amount(), rule.capacity());
  }

  /** For instance {@code key:bar/tokens/day}, or {@code key:bar/concurrency}. */
  public String id() {
    return id(subject, dimension, per);
  }

  private static String id(String subject, Dimension dimension, Window per) {
    String what = subject + "/" + dimension.id();
    return per == Window.AT_ONCE ? what : what + "/" + per.id();
  }
}
