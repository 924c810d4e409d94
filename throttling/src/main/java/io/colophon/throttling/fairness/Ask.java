package io.colophon.throttling.fairness;

/**
 * What somebody wants who comes to a {@link FairQueue}.
 *
 * @param client whose it is: entries with equal clients share; has {@code equals} and {@code
 *     hashCode}
 * @param weight how much of the work the client gets against others of its class; above 0, usually
 *     1
 * @param rank the class, from 0 for the most urgent
 * @param work how much it is, in any unit that all share; above 0
 * @param deadlineNanos until when it may wait
 */
public record Ask(Object client, double weight, int rank, double work, long deadlineNanos) {
  public Ask {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight " + weight + ": expected above 0");
    }
    if (!(work > 0 && work < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("work " + work + ": expected above 0");
    }
  }
}
