package io.colophon.gateway.waiting;

/** Somebody who waits for his turn, or has had it. */
@FunctionalInterface
public interface Wait {

  /** Of one whose turn came at once. */
  Wait OVER = () -> {};

  /**
   * Gives the wait up. Unless the turn came before, it does not come any more. Harmless after the
   * turn and when repeated: a place that was handed out stays taken until it is freed.
   */
  void leave();
}
