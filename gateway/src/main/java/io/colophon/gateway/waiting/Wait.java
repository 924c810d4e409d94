package io.colophon.gateway.waiting;

/** Somebody who waits for his turn, or has had it. */
@FunctionalInterface
public interface Wait {

  /** Of one whose turn came at once. */
  Wait OVER = () -> {};

  /**
   * Gives the wait up. A turn that was not decided before does not come any more. One that was may
   * be told at the same time by another thread, and may arrive after this has returned: its place
   * is the receiver's, who frees it as any other. Harmless after the turn and when repeated: a
   * place that was handed out stays taken until it is freed.
   */
  void leave();
}
