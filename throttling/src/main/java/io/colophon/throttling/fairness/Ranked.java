package io.colophon.throttling.fairness;

/** Something that stands in a {@link RankHeap}. */
abstract class Ranked {
  /** Least first. To be changed by the heap while it stands there. */
  double rank;

  /** Of equal ranks the least goes first. */
  long order;

  /** Where it stands; -1 if nowhere. */
  int position = -1;

  boolean isBefore(Ranked other) {
    return rank < other.rank || (rank == other.rank && order < other.order);
  }
}
