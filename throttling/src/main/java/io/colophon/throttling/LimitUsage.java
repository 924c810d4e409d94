package io.colophon.throttling;

/**
 * How far one limit is used at a moment.
 *
 * @param rule the limit as declared
 * @param subject whom it was applied to
 * @param used settled amount that still counts, in the dimension's unit; above the capacity when
 *     overdrawn
 * @param held amount that generations under way may still use
 */
public record LimitUsage(LimitRule rule, String subject, long used, long held) {

  /** What a new demand could take; 0 when full or overdrawn. */
  public long remaining() {
    return Math.max(0, rule.capacity() - used - held);
  }
}
