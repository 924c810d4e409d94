package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.traffic.Request;

/** A rival that knows its own count of outstanding requests, and how long the past ones took. */
abstract class Counting implements Balancer {
  final int[] outstanding;

  Counting(int nodes) {
    this.outstanding = new int[nodes];
  }

  /** A response took so long, well or badly. */
  void observed(int node, long nanos, long now) {}

  @Override
  public Attempt begin(int node, Request request, long began) {
    outstanding[node]++;
    return new Attempt() {
      private boolean over;

      @Override
      public void ended(long now) {
        leave(now, true);
      }

      @Override
      public void limited(long retryAfterNanos, long now) {
        leave(now, true);
      }

      @Override
      public void abandoned(long now) {
        leave(now, false);
      }

      private void leave(long now, boolean counts) {
        if (!over) {
          over = true;
          outstanding[node]--;
          if (counts) {
            observed(node, now - began, now);
          }
        }
      }
    };
  }
}
