package io.colophon.throttling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Room that one generation has on every limit of its caller. Ends once: settled, released or
 * expired; whatever is called after that changes nothing, except that settling an expired hold
 * still counts what was used. Thread-safe.
 *
 * <p>What is held does not flow back with time; only what is spent does. A request counts as spent
 * from the moment of the grant. A long stream says now and then what it has {@link #spend spent}.
 *
 * <p>Each demand has a hold of its own, unless the caller keeps one with {@link LimitChain#hold}
 * and hands it in again after it ended; nobody else may then still have it.
 */
public final class Hold extends HoldAmounts {

  private static final int IDLE = 0;
  private static final int OPEN = 1;
  private static final int EXPIRED = 2;
  private static final int ENDED = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Hold.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Decision.Granted granted = new Decision.Granted(this);
  private @Nullable Demand demand;
  private long sinceNanos;
  private long deadlineNanos;
  private volatile int state = IDLE;

  // Whether it is in the list of its lane; touched inside that lane only.
  boolean isListed;

  Hold(Lanes lanes, Bound bound, boolean inAdvance) {
    super(lanes, bound, inAdvance);
  }

  /** Whether it is neither settled, released nor expired. */
  boolean isOpen() {
    return state == OPEN;
  }

  /** Who holds it; empty before it was granted. */
  public String owner() {
    return demand == null ? "" : demand.owner();
  }

  /** The connection or stream that it belongs to; empty when none was named. */
  public String stream() {
    return demand == null ? "" : demand.stream();
  }

  /** When it was granted, as elapsed time. */
  public long sinceNanos() {
    return sinceNanos;
  }

  /** When it is taken back by itself, as elapsed time. */
  public long deadlineNanos() {
    return deadlineNanos;
  }

  /**
   * What is held now, for operators.
   *
   * @return one element for each limit on which something is held
   */
  public synchronized List<HeldRoom> rooms() {
    List<HeldRoom> rooms = new ArrayList<>();
    for (int i = 0; i < bound.limits.length; i++) {
      if (state == OPEN && held[i] > 0) {
        rooms.add(new HeldRoom(bound.limits[i].rule(), bound.limits[i].subject(), held[i]));
      }
    }
    return rooms;
  }

  /**
   * Holds a demand with this hold, which is idle or has ended, and which no other thread has. Not
   * inside a lane, which makes the hold known to the thread that looks for ended leases.
   *
   * @return -1, or the index of the first limit that has no room; {@link #asked} tells how much was
   *     asked for
   * @throws IllegalStateException if it is in use
   */
  int take(Bound by, Demand what, long nowNanos, long nowMillis) {
    if (state == OPEN) {
      throw new IllegalStateException("the hold of " + owner() + " has not ended");
    }
    prepare(by);
    Amounts amounts = what.amounts();
    int[] dimensions = by.dimensions;
    long[] held = this.held;
    for (int i = 0; i < held.length; i++) {
      held[i] = amounts.known(dimensions[i]);
    }
    int full = by.holdShared(held, nowNanos, nowMillis);
    if (full < 0) {
      full = takeOwn(by, what, nowNanos, nowMillis);
      if (full >= 0) {
        by.giveBackShared(held, nowNanos, nowMillis);
      }
    }
    return full;
  }

  private int takeOwn(Bound by, Demand what, long nowNanos, long nowMillis) {
    Lane in = enterOwn();
    try {
      int full = by.hold(in, held, nowNanos, nowMillis);
      if (full >= 0) {
        return full;
      }
      if (demand != what) {
        demand = what;
      }
      sinceNanos = nowNanos;
      deadlineNanos = nowNanos + what.leaseNanos();
      if (by.hasRequests && !inAdvance) {
        apply(in, BEGIN, Amounts.UNKNOWN, nowNanos, nowMillis);
      }
      if (!by.hasShared) {
        open(in);
      }
    } finally {
      in.leave();
    }
    if (by.hasShared) {
      // Nobody else sees the hold before it is open, and it is not before all of it has begun.
      apply(null, BEGIN, Amounts.UNKNOWN, nowNanos, nowMillis);
      in = enterOwn();
      open(in);
      in.leave();
    }
    return -1;
  }

  private void open(Lane in) {
    STATE.setRelease(this, OPEN);
    if (!isListed) {
      in.list(this);
    }
  }

  Decision.Granted granted() {
    return granted;
  }

  /**
   * Holds more, on every limit or on none.
   *
   * @param amounts what is needed beyond what is held already; requests and slots cannot be added
   * @return granted with this same hold; or who refused; or pending, where nothing was added yet
   *     and the caller asks again, going on meanwhile with what is held
   * @throws IllegalStateException if the hold has ended
   */
  public synchronized Decision extend(Amounts amounts, long nowNanos, long nowEpochMillis) {
    if (state != OPEN) {
      throw new IllegalStateException("the hold of " + owner() + " has ended");
    }
    Decision not = add(amounts, nowNanos, nowEpochMillis);
    return not == null ? granted : not;
  }

  /**
   * Counts a part of what is held as used, so that it begins to flow back. More than is held
   * becomes a debt of the limit.
   *
   * @param used since the last call; dimensions that are not named stay as they are
   */
  public synchronized void spend(Amounts used, long nowNanos, long nowEpochMillis) {
    if (state == OPEN) {
      applyAll(SPEND, used, nowNanos, nowEpochMillis);
    }
  }

  /**
   * Ends the hold: counts what was used and gives the rest back. Where more was used than held, the
   * difference becomes a debt of the limit, and later demands wait until it is gone.
   *
   * @param used in the whole generation, {@link #spend spent} parts included, which are not taken
   *     back should it be less than they are; of a dimension that is not named all that is held
   *     counts as used, since unknown is not zero
   */
  public synchronized void settle(Amounts used, long nowNanos, long nowEpochMillis) {
    if (state == OPEN || state == EXPIRED) {
      STATE.setRelease(this, ENDED);
      applyAll(SETTLE, used, nowNanos, nowEpochMillis);
    }
  }

  /**
   * Gives back the slots alone, for a generation that nobody waits for any more but whose use is
   * not known yet. The rest is held until the hold ends.
   */
  public synchronized void freeSlots(long nowNanos, long nowEpochMillis) {
    if (state == OPEN) {
      applyAll(FREE_SLOTS, Amounts.UNKNOWN, nowNanos, nowEpochMillis);
    }
  }

  /** The same for a stream that has closed; false when the hold is not, or no longer, of it. */
  synchronized boolean freeSlotsOf(String stream, long nowNanos, long nowMillis) {
    if (state != OPEN || !stream().equals(stream)) {
      return false;
    }
    freeSlots(nowNanos, nowMillis);
    return true;
  }

  /** Ends the hold without further use, for instance because the generation never started. */
  public synchronized void release(long nowNanos, long nowEpochMillis) {
    if (state == OPEN || state == EXPIRED) {
      STATE.setRelease(this, ENDED);
      applyAll(GIVE_BACK, Amounts.UNKNOWN, nowNanos, nowEpochMillis);
    }
  }

  /** Takes the hold back when its lease has ended; false when it has not, or has ended before. */
  synchronized boolean expire(long nowNanos, long nowMillis) {
    if (state != OPEN || nowNanos - deadlineNanos < 0) {
      return false;
    }
    state = EXPIRED;
    // The owner of an allotment may have used all of it and not said so; he looks at the state
    // before he uses more.
    applyAll(inAdvance ? SETTLE : GIVE_BACK, Amounts.UNKNOWN, nowNanos, nowMillis);
    return true;
  }
}
