package io.colophon.throttling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
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
public final class Hold {

  private static final int IDLE = 0;
  private static final int OPEN = 1;
  private static final int EXPIRED = 2;
  private static final int ENDED = 3;

  // What is done to each limit.
  private static final int BEGIN = 0;
  private static final int SPEND = 1;
  private static final int SETTLE = 2;
  private static final int FREE_SLOTS = 3;
  private static final int GIVE_BACK = 4;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(Hold.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final int REQUESTS = Dimension.REQUESTS.ordinal();
  private static final int CONCURRENCY = Dimension.CONCURRENCY.ordinal();
  private static final long[] NOTHING = {};

  private final Lanes lanes;

  /** Held for demands that are yet to come: requests are not spent by the grant. */
  private final boolean inAdvance;

  private final Decision.Granted granted = new Decision.Granted(this);
  private @Nullable Demand demand;
  private Bound bound;
  // Per limit: what is still held, what was spent so far, and what an extension asks for.
  private long[] held = NOTHING;
  private long[] spent = NOTHING;
  private long[] more = NOTHING;
  private long sinceNanos;
  private long deadlineNanos;
  private volatile int state = IDLE;

  // In whose list it is, and whether it is there now; the latter is touched inside the lane only.
  private @Nullable Lane lane;
  boolean isListed;

  Hold(Lanes lanes, Bound bound, boolean inAdvance) {
    this.lanes = lanes;
    this.bound = bound;
    this.inAdvance = inAdvance;
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

  /**
   * The lane in which it is listed, where it alone can be listed anew; only a thread that looks
   * through that list, or was stopped there, can be in the way.
   */
  private Lane enterOwn() {
    Lane own = lane;
    if (own == null) {
      own = lanes.enter();
      lane = own;
    } else if (!own.tryEnter()) {
      Lanes.enterSurely(own);
    }
    return own;
  }

  private void prepare(Bound by) {
    if (bound != by) {
      bound = by;
    }
    int count = by.limits.length;
    if (held.length == count) {
      Arrays.fill(spent, 0);
    } else {
      held = new long[count];
      spent = new long[count];
      more = NOTHING;
    }
  }

  long[] asked() {
    return held;
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
    if (more.length != held.length) {
      more = new long[held.length];
    }
    for (int i = 0; i < more.length; i++) {
      int dimension = bound.dimensions[i];
      boolean once = dimension == REQUESTS && !inAdvance || dimension == CONCURRENCY;
      more[i] = once ? 0 : amounts.known(dimension);
    }
    for (int tries = 0; ; tries++) {
      int full = holdMore(nowNanos, nowEpochMillis);
      if (full < 0) {
        return granted;
      }
      if (tries == bound.mostRecalls() || !bound.recall(full, more[full])) {
        return Refusals.of(bound.limits, more, full, nowNanos, nowEpochMillis);
      }
    }
  }

  private int holdMore(long nowNanos, long nowMillis) {
    int full = bound.holdShared(more, nowNanos, nowMillis);
    if (full >= 0) {
      return full;
    }
    Lane in = lanes.enter();
    try {
      full = bound.hold(in, more, nowNanos, nowMillis);
    } finally {
      in.leave();
    }
    if (full >= 0) {
      bound.giveBackShared(more, nowNanos, nowMillis);
    } else {
      for (int i = 0; i < more.length; i++) {
        held[i] += more[i];
      }
    }
    return full;
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

  private void applyAll(int what, Amounts used, long nowNanos, long nowMillis) {
    Lane own = lane;
    // Most often its own lane; where that is busy, any other will do.
    Lane in = own != null && own.tryEnter() ? own : lanes.enter();
    try {
      apply(in, what, used, nowNanos, nowMillis);
    } finally {
      in.leave();
    }
    if (bound.hasShared) {
      apply(null, what, used, nowNanos, nowMillis);
    }
  }

  /**
   * Does one thing to all limits of this process, inside a lane, or to all shared ones, outside:
   * those may call out, and a lane is not for that.
   */
  private void apply(@Nullable Lane in, int what, Amounts used, long nowNanos, long nowMillis) {
    LocalLimit[] local = bound.local;
    int[] dimensions = bound.dimensions;
    long[] held = this.held;
    long[] spent = this.spent;
    for (int i = 0; i < held.length; i++) {
      LocalLimit own = local[i];
      if ((own != null) != (in != null)) {
        continue;
      }
      int dimension = dimensions[i];
      // Requests are spent by the grant, and slots are held as long as the hold lasts.
      boolean once = dimension == REQUESTS && !inAdvance || dimension == CONCURRENCY;
      long unheld = held[i];
      long spending = 0;
      switch (what) {
        case BEGIN -> {
          unheld = dimension == REQUESTS && !inAdvance ? unheld : 0;
          spending = unheld;
        }
        case SPEND -> {
          spending = once ? 0 : used.known(dimension);
          unheld = Math.min(unheld, spending);
        }
        case SETTLE ->
            spending = once ? 0 : Math.max(0, used.or(dimension, spent[i] + unheld) - spent[i]);
        case FREE_SLOTS -> unheld = dimension == CONCURRENCY ? unheld : 0;
        default -> {}
      }
      if ((unheld | spending) != 0) {
        held[i] -= unheld;
        if (spending != 0) {
          spent[i] += spending;
        }
        if (own != null && in != null) {
          own.spend(in, unheld, spending, nowNanos, nowMillis);
        } else {
          bound.limits[i].spend(unheld, spending, nowNanos, nowMillis);
        }
      }
    }
  }
}
