package io.colophon.throttling.lease;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a store keeps: its life, its clock, who has which place, and the limits. Not
 * thread-safe.
 */
final class LeaseBook {
  /** Beyond this, limits of which nothing is used are forgotten before another is kept. */
  private static final int MOST_LIMITS = 100_000;

  private final Map<String, LimitBook> limits = new HashMap<>();
  private final Map<String, Presence> roll = new HashMap<>();
  private final TreeMap<Integer, Place> places = new TreeMap<>();
  private long epoch;
  private long lastMicros;
  private long clockMicros;
  private long bornMicros;
  private boolean open;
  private boolean complete;

  private record Place(String node, long untilMicros) {}

  private record Presence(long firstMicros, long lastMicros) {}

  /** An answer, and which keys to tell of. */
  record Entry(RefillAnswer answer, List<String> wanted, List<String> room) {}

  /**
   * @param nowMicros the server's time, which may jump
   */
  Entry refill(RefillCall call, long nowMicros, long nowMillis) {
    tick(call, nowMicros);
    if (epoch == 0) {
      epoch = call.nextEpoch();
      bornMicros = clockMicros;
    }
    List<Lease> leases = new ArrayList<>();
    List<String> wanted = new ArrayList<>();
    List<String> room = new ArrayList<>();
    if (call.epoch() != epoch && !(call.epoch() == 0 && call.ready())) {
      return new Entry(new RefillAnswer(epoch, open, -1, leases), wanted, room);
    }
    callRoll(call);
    for (Refill refill : call.refills()) {
      LimitBook.Outcome outcome = refill(call, refill, nowMillis);
      leases.add(outcome.lease());
      if (outcome.tellWanted()) {
        wanted.add(refill.key().id());
      }
      if (outcome.tellRoom()) {
        room.add(refill.key().id());
      }
    }
    return new Entry(new RefillAnswer(epoch, open, place(call), leases), wanted, room);
  }

  private LimitBook.Outcome refill(RefillCall call, Refill refill, long nowMillis) {
    String id = refill.key().id();
    LimitBook book = limits.get(id);
    boolean created = book == null;
    if (book == null) {
      if (limits.size() >= MOST_LIMITS) {
        limits.values().removeIf(other -> other.isEmpty(clockMicros, nowMillis));
      }
      book = new LimitBook(refill.terms(), clockMicros, nowMillis);
      if (refill.begins()) {
        limits.put(id, book);
      }
    }
    // Slots that nobody has claimed may be in use until the longest hold has ended.
    boolean mayGive =
        open
            && (complete
                || !refill.terms().isSlots()
                || clockMicros - bornMicros >= call.slotMicros());
    long doubt = complete ? Long.MIN_VALUE / 2 : bornMicros + call.leaseMicros();
    boolean allKnown = complete || clockMicros - bornMicros >= call.safeMicros();
    return book.refill(
        call,
        refill,
        new LimitBook.Circumstances(clockMicros, nowMillis, mayGive, allKnown, doubt, created));
  }

  /**
   * The store's own clock: never backwards, and never faster than a gateway's that knows better.
   */
  private void tick(RefillCall call, long nowMicros) {
    long step = epoch == 0 ? 0 : Math.max(0, nowMicros - lastMicros);
    if (call.elapsedMicros() >= 0) {
      step = Math.min(step, call.elapsedMicros());
    }
    lastMicros = nowMicros;
    clockMicros += step;
  }

  /**
   * All are heard before the life begins to give, or it begins without those who are missing; then
   * slots are closed until all run at the same time, which proves that nobody else does.
   */
  private void callRoll(RefillCall call) {
    if (complete) {
      return;
    }
    if (open) {
      roll.values().removeIf(seen -> seen.lastMicros() + call.leaseMicros() <= clockMicros);
    }
    if (call.leaves()) {
      roll.remove(call.node());
    } else if (call.ready()) {
      Presence before = roll.get(call.node());
      long first = before == null ? clockMicros : before.firstMicros();
      roll.put(call.node(), new Presence(first, clockMicros));
    }
    complete = roll.size() >= call.nodes() && (!open || areTogether());
    open |= complete || clockMicros - bornMicros >= call.leaseMicros();
  }

  /** Whether each was heard since the last one came. */
  private boolean areTogether() {
    long newest = Long.MIN_VALUE;
    long oldest = Long.MAX_VALUE;
    for (Presence seen : roll.values()) {
      newest = Math.max(newest, seen.firstMicros());
      oldest = Math.min(oldest, seen.lastMicros());
    }
    return oldest >= newest;
  }

  private int place(RefillCall call) {
    if (call.place() == RefillCall.NO_PLACE) {
      return -1;
    }
    places.values().removeIf(place -> place.untilMicros() <= clockMicros);
    Integer found = null;
    for (Map.Entry<Integer, Place> place : places.entrySet()) {
      if (place.getValue().node().equals(call.node())) {
        found = place.getKey();
      }
    }
    if (call.leaves()) {
      places.values().removeIf(place -> place.node().equals(call.node()));
      return -1;
    }
    if (found == null) {
      found = vacant(call);
    }
    if (found == null) {
      return -1;
    }
    long until = clockMicros + call.safeMicros() + call.slotMicros();
    places.put(found, new Place(call.node(), until));
    return found;
  }

  private @Nullable Integer vacant(RefillCall call) {
    if (call.place() >= 0 && call.place() < call.nodes() && !places.containsKey(call.place())) {
      return call.place();
    }
    // Before all were heard, a place that seems vacant may be somebody's.
    boolean sure = complete || clockMicros - bornMicros >= call.safeMicros() + call.slotMicros();
    for (int number = 0; sure && number < call.nodes(); number++) {
      if (!places.containsKey(number)) {
        return number;
      }
    }
    return null;
  }

  /** How many limits are kept. */
  int size() {
    return limits.size();
  }
}
