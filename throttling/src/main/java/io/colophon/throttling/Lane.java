package io.colophon.throttling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in which one thread at a time works on lots and on the list of open holds. Nobody waits
 * for a lane that is busy but goes to the next one, so that a thread that the system stops inside a
 * lane stops nobody else.
 */
final class Lane extends LanePadding {
  private static final VarHandle BUSY;
  private static final VarHandle ENDED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BUSY = lookup.findVarHandle(Lane.class, "busy", boolean.class);
      ENDED = lookup.findVarHandle(Lane.class, "ended", Hold.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int index;
  private volatile boolean busy;
  // Holds that ended while another thread was in the lane: a stack, emptied by whoever is in next.
  private volatile @Nullable Hold ended;

  // The open holds, which know their neighbours; touched inside the lane only.
  private @Nullable Hold first;
  private int size;
  private long[] scratch = new long[16];

  Lane(int index) {
    this.index = index;
  }

  boolean tryEnter() {
    return !busy && BUSY.compareAndSet(this, false, true);
  }

  void leave() {
    BUSY.setRelease(this, false);
  }

  /** Inside the lane: room for some numbers, of any content. */
  long[] scratch(int atLeast) {
    if (scratch.length < atLeast) {
      scratch = new long[atLeast];
    }
    return scratch;
  }

  /** Inside the lane. */
  void add(Hold hold) {
    if (ended != null) {
      removeEnded();
    }
    Hold second = first;
    hold.previous = null;
    hold.next = second;
    if (second != null) {
      second.previous = hold;
    }
    first = hold;
    size++;
  }

  /** Inside the lane. */
  void remove(Hold hold) {
    Hold before = hold.previous;
    Hold after = hold.next;
    if (before != null) {
      before.next = after;
    } else {
      first = after;
    }
    if (after != null) {
      after.previous = before;
    }
    hold.previous = null;
    hold.next = null;
    size--;
  }

  /** From outside of the lane: the hold is removed by the next one who is in. */
  void removeLater(Hold hold) {
    Hold top;
    do {
      top = ended;
      hold.nextEnded = top;
    } while (!ENDED.compareAndSet(this, top, hold));
  }

  private void removeEnded() {
    Hold hold = (Hold) ENDED.getAndSet(this, null);
    while (hold != null) {
      Hold next = hold.nextEnded;
      hold.nextEnded = null;
      remove(hold);
      hold.listed = false;
      hold = next;
    }
  }

  /** Inside the lane: how many holds are open. */
  int size() {
    removeEnded();
    return size;
  }

  /** Inside the lane: adds the holds whose lease has ended to a list. */
  void late(long nowNanos, List<Hold> late) {
    removeEnded();
    for (Hold hold = first; hold != null; hold = hold.next) {
      if (nowNanos - hold.deadlineNanos() >= 0) {
        late.add(hold);
      }
    }
  }

  /** Inside the lane: adds all open holds to a list. */
  void open(List<Hold> open) {
    removeEnded();
    for (Hold hold = first; hold != null; hold = hold.next) {
      open.add(hold);
    }
  }
}
