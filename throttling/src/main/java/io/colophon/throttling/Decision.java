package io.colophon.throttling;

import java.util.concurrent.CompletableFuture;

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

  /**
   * No limit of this process refuses, but one that is shared with others has to ask for room first.
   * Nothing is held on any limit. Ask again when the future ends, with the time of then; the answer
   * may be pending once more, for another limit or because others took the room.
   *
   * @param answered ends, normally and within the time that the shared limit allows its store, on
   *     any thread; do nothing long on it
   */
  record Pending(CompletableFuture<Void> answered) implements Decision {}
}
