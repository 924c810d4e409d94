package io.colophon.throttling.fairness;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits in a {@link FairQueue}, or waited there.
 *
 * @param <E> what waits
 */
public final class FairEntry<E> {
  enum State {
    WAITING,
    SERVED,
    GONE
  }

  private final E what;
  final Backlog<E> client;
  final double work;
  final double weight;
  final long deadlineNanos;
  final long sinceNanos;
  final double shortestNanos; // as was estimated when it came
  final double longestNanos;
  final Link[] links;

  // Guarded by the queue.
  State state = State.WAITING;
  boolean settled;
  @Nullable FairEntry<E> older; // of the same client
  @Nullable FairEntry<E> newer;

  FairEntry(
      E what, Backlog<E> client, Ask ask, long sinceNanos, WaitEstimate estimate, int stations) {
    this.what = what;
    this.client = client;
    this.work = ask.work();
    this.weight = ask.weight();
    this.deadlineNanos = ask.deadlineNanos();
    this.sinceNanos = sinceNanos;
    this.shortestNanos = estimate.shortestNanos();
    this.longestNanos = estimate.longestNanos();
    this.links = new Link[stations];
  }

  /** What waits. */
  public E what() {
    return what;
  }

  /** Its class, from 0 for the most urgent. */
  public int rank() {
    return client.key.rank();
  }

  /** Since when it waits. */
  public long sinceNanos() {
    return sinceNanos;
  }

  /** Whether it waited longer than it may. */
  public boolean isLate(long nowNanos) {
    return deadlineNanos - nowNanos <= 0;
  }
}
