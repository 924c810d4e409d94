package io.colophon.throttling.fairness;

import org.jspecify.annotations.Nullable;

/**
 * One client's entries for one station, in the order in which they came. Its rank is the client's
 * counter there: the work it was given, by its weight. Guarded by the queue.
 */
final class Line extends Ranked {
  final Object client;
  final long period; // of the bench, when it was made

  double weight = 1; // as the latest entry said
  double waitingWork;
  @Nullable Link first;
  private @Nullable Link last;

  Line(Object client, long period, double rank, long order) {
    this.client = client;
    this.period = period;
    this.rank = rank;
    this.order = order;
  }

  boolean isEmpty() {
    return first == null;
  }

  void append(Link link) {
    link.before = last;
    if (last == null) {
      first = link;
    } else {
      last.after = link;
    }
    last = link;
  }

  void remove(Link link) {
    if (link.before == null) {
      first = link.after;
    } else {
      link.before.after = link.after;
    }
    if (link.after == null) {
      last = link.before;
    } else {
      link.after.before = link.before;
    }
    link.before = null;
    link.after = null;
  }
}
