package io.colophon.throttling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in which one thread at a time works on lots and on the list of open holds. Nobody waits
 * for a lane that is busy but goes to the next one, so that a thread that the system stops inside a
 * lane stops nobody else.
 */
final class Lane extends LanePadding {
  private static final int FEWEST_LISTED = 64;
  private static final VarHandle BUSY;

  static {
    try {
      BUSY = MethodHandles.lookup().findVarHandle(Lane.class, "busy", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int index;
  private volatile boolean busy;

  // Holds, of which those that ended stay until the list is full: a reference that is stored costs
  // more than a field of the hold that says that it has ended.
  private @Nullable Hold[] listed = new Hold[FEWEST_LISTED];
  private int size;
  private long[] scratch = new long[16];

  Lane(int index) {
    this.index = index;
  }

  boolean tryEnter() {
    return BUSY.compareAndSet(this, false, true);
  }

  void leave() {
    BUSY.setRelease(this, false);
  }

  boolean isBusy() {
    return busy;
  }

  /** Inside the lane: room for some numbers, of any content. */
  long[] scratch(int atLeast) {
    if (scratch.length < atLeast) {
      scratch = new long[atLeast];
    }
    return scratch;
  }

  /** Inside the lane: lists an open hold, which is not listed yet. */
  void list(Hold hold) {
    if (size == listed.length) {
      sweep();
    }
    listed[size++] = hold;
    hold.isListed = true;
  }

  /** Drops the holds that have ended; makes the list longer where that is few of them. */
  private void sweep() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      Hold hold = listed[i];
      if (hold != null) {
        if (hold.isOpen()) {
          listed[kept++] = hold;
        } else {
          hold.isListed = false;
        }
      }
    }
    Arrays.fill(listed, kept, size, null);
    size = kept;
    int wanted = Math.max(FEWEST_LISTED, Integer.highestOneBit(kept) * 4);
    if (wanted != listed.length) {
      listed = Arrays.copyOf(listed, wanted);
    }
  }

  /** Inside the lane: adds the open holds to a list. */
  void open(List<Hold> open) {
    sweep();
    for (int i = 0; i < size; i++) {
      Hold hold = listed[i];
      if (hold != null) {
        open.add(hold);
      }
    }
  }
}
