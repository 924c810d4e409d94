package io.colophon.throttling;

import java.time.Duration;

/** When a refused demand would be granted. */
public sealed interface RetryAfter {

  /**
   * At this moment from now, if nobody else takes the room before.
   *
   * @param delay exact to the nanosecond for rates and to the millisecond for calendar windows; at
   *     least 1 ns
   */
  record Exactly(Duration delay) implements RetryAfter {}

  /** When others settle or give back what they hold; nobody can say when that is. */
  record WhenHoldsEnd() implements RetryAfter {}

  /** Never: the demand is larger than the limit. */
  record Never() implements RetryAfter {}
}
