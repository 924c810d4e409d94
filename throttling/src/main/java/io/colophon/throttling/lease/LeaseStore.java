package io.colophon.throttling.lease;

import java.util.concurrent.CompletableFuture;

/**
 * Where limits are kept that several gateways share. For each limit, what is used and what is
 * leased are together never above the capacity, unless more was spent than held. Thread-safe; never
 * blocks.
 *
 * <p>One call carries many limits: it reports what was spent, gives back, and asks for more. It may
 * be lost, come twice or late, and does no harm: all its sums count from the beginning of a
 * session.
 */
public interface LeaseStore extends AutoCloseable {

  /**
   * Calls. The future fails with {@link LeaseStoreException} when the store cannot be reached, does
   * not answer in time or answers what nobody can read; it may end on any thread.
   *
   * @param call at most {@link #MOST_REFILLS} limits
   */
  CompletableFuture<RefillAnswer> refill(RefillCall call);

  /** Sets who is told when a limit is short. Called on any thread; must not block. */
  void listen(Listener listener);

  /** Lets go of connections. Calls under way fail. */
  @Override
  void close();

  /** Limits in one call at most. */
  int MOST_REFILLS = 64;

  /** Hears of limits by {@link LimitKey#id()}. What it misses it learns with its next refill. */
  interface Listener {
    /** Somebody waits for what others hold in reserve. */
    void wanted(String key);

    /** Something came back that somebody waits for. */
    void room(String key);
  }
}
