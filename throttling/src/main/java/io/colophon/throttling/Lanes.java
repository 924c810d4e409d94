package io.colophon.throttling;

import java.util.ArrayList;
import java.util.List;

/** As many lanes as threads may run at once, and some more. Thread-safe. */
final class Lanes {
  private static final int FEWEST = 4;
  private static final int MOST = 32;
  private static final long EXPIRY_PAUSE_NANOS = 100_000_000L;
  // How often a busy lane is tried before it is passed over: spinning first, then giving way.
  private static final int SPINS = 64;
  private static final int PATIENCE = 2_000;

  private final Lane[] lanes;
  private volatile boolean expiredBefore;
  private volatile long lastExpiryNanos;

  Lanes(int threads) {
    int count = Math.max(FEWEST, Math.min(MOST, Integer.highestOneBit(Math.max(1, threads)) * 2));
    lanes = new Lane[count];
    for (int i = 0; i < count; i++) {
      lanes[i] = new Lane(i);
    }
  }

  int count() {
    return lanes.length;
  }

  Lane lane(int index) {
    return lanes[index];
  }

  /** A lane that this thread is now in alone; the same one as last time unless that is busy. */
  Lane enter() {
    int own = (int) Thread.currentThread().getId();
    Lane lane = lanes[own & lanes.length - 1];
    return lane.tryEnter() ? lane : enterAny(own);
  }

  private Lane enterAny(int own) {
    while (true) {
      for (int i = 1; i <= lanes.length; i++) {
        Lane lane = lanes[own + i & lanes.length - 1];
        if (!lane.isBusy() && lane.tryEnter()) {
          return lane;
        }
      }
      // As many threads as there are lanes were stopped inside; let them go on.
      Thread.yield();
    }
  }

  /** Waits a little for one lane; false when its thread does not come out. Not inside a lane. */
  static boolean enterPatiently(Lane lane) {
    for (int i = 0; i < PATIENCE; i++) {
      if (!lane.isBusy() && lane.tryEnter()) {
        return true;
      }
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    return false;
  }

  static void enterSurely(Lane lane) {
    while (!enterPatiently(lane)) {
      Thread.yield();
    }
  }

  List<Hold> open() {
    List<Hold> open = new ArrayList<>();
    for (Lane lane : lanes) {
      enterSurely(lane);
      lane.open(open);
      lane.leave();
    }
    return open;
  }

  /** Looks for ended leases unless that was done a moment ago. */
  int expireIfDue(long nowNanos, long nowMillis) {
    if (expiredBefore && nowNanos - lastExpiryNanos < EXPIRY_PAUSE_NANOS) {
      return 0;
    }
    return expire(nowNanos, nowMillis);
  }

  int expire(long nowNanos, long nowMillis) {
    lastExpiryNanos = nowNanos;
    expiredBefore = true;
    int expired = 0;
    // A hold takes its own lock before it enters a lane, never the other way round.
    for (Hold hold : open()) {
      if (hold.expire(nowNanos, nowMillis)) {
        expired++;
      }
    }
    return expired;
  }
}
