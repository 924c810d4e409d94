package io.colophon.gateway.waiting;

import io.colophon.throttling.adaptive.ConcurrencyLimit;
import java.util.function.Consumer;

/**
 * The attempts that one target takes at a time. Lives as long as the gateway knows the target,
 * whatever becomes of configurations meanwhile. Thread-safe; nothing here blocks.
 */
public final class TargetRoom {
  private final String target;
  private final ConcurrencyLimit places;
  private final Consumer<TargetRoom> freed;

  /**
   * @param target as {@code provider/model}
   * @param most attempts at a time; {@link ConcurrencyLimit#UNLIMITED} for no limit
   * @param freed told after each place that was given back
   */
  TargetRoom(String target, int most, Consumer<TargetRoom> freed) {
    this.target = target;
    this.places = new ConcurrencyLimit(most);
    this.freed = freed;
  }

  /** A room without walls. */
  public static TargetRoom unlimited(String target) {
    return new TargetRoom(target, ConcurrencyLimit.UNLIMITED, room -> {});
  }

  /** As {@code provider/model}. */
  public String target() {
    return target;
  }

  /** Takes a place if there is one; pair with {@link #leave()}. */
  public boolean tryEnter() {
    return places.tryEnter();
  }

  /** Takes a place in any case; pair with {@link #leave()}. */
  void enter() {
    places.enter();
  }

  /** Gives a place back. */
  public void leave() {
    places.leave();
    freed.accept(this);
  }

  /** Whether a place is free at this moment. */
  public boolean hasRoom() {
    return places.hasRoom();
  }

  /**
   * How quickly the target answers.
   *
   * @param firstOutputNanos from the begin of an attempt to its first output; 0 if this tells
   *     nothing of it
   * @param inputTokens of that attempt; 0 if it has none or they are not known
   * @param perTokenNanos between tokens after the first, on average; 0 if this tells nothing of it
   */
  public void observe(long firstOutputNanos, long inputTokens, double perTokenNanos) {}

  /** It refused for too much work, or did not answer in time. */
  void overloaded() {}

  /** Attempts it takes at a time now. */
  public int limit() {
    return places.limit();
  }

  /** Places that are taken. */
  public int taken() {
    return places.taken();
  }
}
