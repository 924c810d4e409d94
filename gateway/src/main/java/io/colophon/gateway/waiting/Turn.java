package io.colophon.gateway.waiting;

import io.colophon.gateway.failure.Refusal;

/**
 * Told once what came of a {@link WaitingRoom#enter}: by one of the two methods, or by none when
 * the wait was left first. Maybe before {@code enter} returns, or just after {@link Wait#leave} has
 * returned on another thread; on any thread, with no lock held; must not block.
 */
public interface Turn {

  /**
   * An attempt may be made; the place is to be freed when it has ended, in whatever way, and at
   * once by who has left meanwhile.
   */
  void yours(Place place);

  /** Nothing comes of it: no target can be tried, or waiting is of no use. */
  void refused(Refusal refusal);
}
