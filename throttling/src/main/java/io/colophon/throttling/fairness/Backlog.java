package io.colophon.throttling.fairness;

import org.jspecify.annotations.Nullable;

/**
 * What one client has waiting in one class. Its rank is the negative of the work by the weight, so
 * that the client that asks for most beyond its share stands first.
 */
final class Backlog<E> extends Ranked {

  /** Entries of a client compete within their class. */
  record Key(Object client, int rank) {}

  final Key key;
  int waiting;
  @Nullable FairEntry<E> newest;

  Backlog(Key key, long order) {
    this.key = key;
    this.order = order;
  }

  /** Work that waits, by the client's weight. */
  double work() {
    return -rank;
  }

  void push(FairEntry<E> entry) {
    entry.older = newest;
    if (newest != null) {
      newest.newer = entry;
    }
    newest = entry;
    waiting++;
  }

  void remove(FairEntry<E> entry) {
    if (entry.newer == null) {
      newest = entry.older;
    } else {
      entry.newer.older = entry.older;
    }
    if (entry.older != null) {
      entry.older.newer = entry.newer;
    }
    entry.older = null;
    entry.newer = null;
    waiting--;
  }
}
