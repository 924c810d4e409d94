package io.colophon.throttling.fairness;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FairQueue} knows of one target: who waits for a place there. Made by {@link
 * FairQueue#station}; all but {@link #waiting()} is guarded by the queue.
 */
public final class Station {
  /** A class may claim no more than this many of the largest entries at a time. */
  private static final double MOST_CREDIT = 4;

  private final ServicePace pace;
  private final IntSupplier places;
  final Bench[] benches;
  private double largest;
  private volatile int waiting;

  Station(int classes, ServicePace pace, IntSupplier places) {
    this.pace = pace;
    this.places = places;
    this.benches = new Bench[classes];
    for (int rank = 0; rank < classes; rank++) {
      benches[rank] = new Bench();
    }
  }

  /** Entries that would take a place here. To be read without a lock. */
  public int waiting() {
    return waiting;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written with the queue's lock only
  void add(Link link, FairEntry<?> entry, double share) {
    link.bench.add(link, entry.weight, entry.work * share);
    waiting++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written with the queue's lock only
  void remove(Link link, FairEntry<?> entry, double share) {
    link.bench.remove(link, entry.work * share);
    waiting--;
  }

  /** Work per nanosecond that all places together do; 0 if that is not known. */
  double perNano() {
    return pace.perNano(places.getAsInt());
  }

  /**
   * The entry whose turn is next: of the class that has waited longest for a minimum share it could
   * claim, else of the most urgent one. Null if none waits.
   */
  @Nullable Link next(FairRules rules) {
    Link next = null;
    double overdue = -1;
    for (int rank = 0; rank < benches.length; rank++) {
      Link first = benches[rank].first();
      double share = rules.minShare(rank);
      if (first == null) {
        continue;
      }
      double claimed = benches[rank].credit - first.entry.work;
      if (share > 0 && claimed >= 0 && claimed / share > overdue) {
        overdue = claimed / share;
        next = first;
      } else if (next == null) {
        next = first;
      }
    }
    return next;
  }

  /** Work of a class was served, here or where it stands for this station. */
  void served(FairRules rules, int rank, double work) {
    largest = Math.max(largest, work);
    boolean others = false;
    for (int each = 0; each < benches.length; each++) {
      Bench bench = benches[each];
      if (!bench.isEmpty()) {
        others |= each != rank;
        bench.credit = Math.min(bench.credit + rules.minShare(each) * work, MOST_CREDIT * largest);
      }
    }
    Bench bench = benches[rank];
    bench.credit = others ? Math.max(0, bench.credit - work) : 0;
  }
}
