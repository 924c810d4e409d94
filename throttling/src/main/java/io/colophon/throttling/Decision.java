package io.colophon.throttling;

/** The answer to a demand: all limits together, or none. */
public sealed interface Decision {

  /**
   * Every limit has room and is held.
   *
   * @param hold settle or release it in every end state
   */
  record Granted(Hold hold) implements Decision {}

  /**
   * A limit has no room, and nothing is held on any. Where several refuse, it is the one that will
   * refuse longest.
   *
   * @param rule the limit as declared
   * @param subject whom it was applied to; differs from the rule's where that has a wildcard
   * @param requested how much was asked for, in the dimension's unit; 0 with nothing remaining also
   *     when too many subjects are in use to remember one more
   * @param remaining how much is left now; 0 when overdrawn
   * @param retryAfter when the same demand would be granted
   */
  record Refused(
      LimitRule rule, String subject, long requested, long remaining, RetryAfter retryAfter)
      implements Decision {}
}
