package io.colophon.throttling.adaptive;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that one target takes at a time: a fixed most, and below it a limit that follows how
 * quickly the target answers. Entering and leaving is lock-free and exact, see {@link
 * ConcurrencyLimit}; what is observed passes a short lock. Thread-safe.
 */
public final class AdaptiveLimit {
  private final ConcurrencyLimit places;
  private final RandomGenerator random;

  // Guarded by this.
  private int most;
  private @Nullable AdaptiveRules rules;
  private volatile @Nullable Gradient gradient; // written and used under this, looked at without

  /**
   * @param most attempts at a time, at least 1; {@link ConcurrencyLimit#UNLIMITED} for no limit
   * @param rules empty: the limit is always the most
   * @param random spreads the probes of many targets over time
   */
  public AdaptiveLimit(int most, Optional<AdaptiveRules> rules, RandomGenerator random) {
    this.random = random;
    this.most = most;
    this.rules = rules.orElse(null);
    this.gradient = rules.map(some -> new Gradient(some, most, random)).orElse(null);
    this.places = new ConcurrencyLimit(gradient == null ? most : gradient.limit());
  }

  /** Other settings; what was learned is kept unless the rules changed. */
  public synchronized void configure(int changedMost, Optional<AdaptiveRules> changedRules) {
    AdaptiveRules now = changedRules.orElse(null);
    Gradient kept = gradient;
    if (now == null) {
      kept = null;
    } else if (kept == null || !now.equals(rules)) {
      kept = new Gradient(now, changedMost, random);
    } else {
      kept.most(changedMost);
    }
    most = changedMost;
    rules = now;
    gradient = kept;
    places.limit(kept == null ? changedMost : kept.limit());
  }

  /** Takes a place if there is one; pair with {@link #leave()}. */
  public boolean tryEnter() {
    return places.tryEnter();
  }

  /** Takes a place in any case; pair with {@link #leave()}. */
  public void enter() {
    places.enter();
  }

  /** Gives a place back. */
  public void leave() {
    places.leave();
  }

  /** Whether a place is free at this moment. */
  public boolean hasRoom() {
    return places.hasRoom();
  }

  /** Attempts at a time that are allowed now; {@link ConcurrencyLimit#UNLIMITED} for no limit. */
  public int limit() {
    return places.limit();
  }

  /** Attempts under way. */
  public int taken() {
    return places.taken();
  }

  /** The limit that it never exceeds. */
  public synchronized int most() {
    return most;
  }

  /**
   * A first output came.
   *
   * @param nanos since the attempt began; above 0, else it is not looked at
   * @param inputTokens of the request; 0 if it has none or they are not known
   * @param takenAtBegin attempts under way when it began, with itself
   */
  public void firstOutput(long nanos, long inputTokens, int takenAtBegin, long nowNanos) {
    if (gradient == null || nanos <= 0) {
      return;
    }
    synchronized (this) {
      Gradient now = gradient;
      if (now != null) {
        now.firstOutput(nanos, inputTokens, takenAtBegin, nowNanos);
        places.limit(now.limit());
      }
    }
  }

  /**
   * Tokens came after the first.
   *
   * @param nanos between them on average; above 0, else it is not looked at
   * @param takenAtBegin attempts under way when it began, with itself
   */
  public void perToken(double nanos, int takenAtBegin) {
    if (gradient == null || !(nanos > 0)) {
      return;
    }
    synchronized (this) {
      Gradient now = gradient;
      if (now != null) {
        now.perToken(nanos, takenAtBegin);
      }
    }
  }

  /**
   * An attempt was refused for too much work, or not answered in time.
   *
   * @param beganNanos when it began
   * @param takenAtBegin attempts under way when it began, with itself
   */
  public void overloaded(long beganNanos, int takenAtBegin, long nowNanos) {
    if (gradient == null) {
      return;
    }
    synchronized (this) {
      Gradient now = gradient;
      if (now != null) {
        now.overloaded(beganNanos, takenAtBegin, nowNanos);
        places.limit(now.limit());
      }
    }
  }
}
