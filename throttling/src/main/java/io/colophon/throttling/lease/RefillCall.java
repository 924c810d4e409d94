package io.colophon.throttling.lease;

import java.util.List;

/**
 * One call to the store.
 *
 * @param node the gateway's name, the same after a restart and nobody else's
 * @param nodes how many gateways there are at most
 * @param epoch the life of the store that the gateway knows; 0 before it heard of any
 * @param nextEpoch how a life is called that begins with this call; above 0
 * @param ready whether the gateway has told all it knows of what was used before this life
 * @param elapsedMicros how much time has passed for the gateway since its last answered call began;
 *     -1 when there was none. The store's clock goes on by no more than that
 * @param leaseMicros after what time without a call a lease ends
 * @param slotMicros the same for slots: longer by the longest hold
 * @param place the place that the gateway has had, -1 for any, -2 for none
 * @param safeMicros after what time without a call a place ends, and a lease with a reserve; at
 *     least the time of a lease
 * @param leaves whether the gateway gives its place back
 */
public record RefillCall(
    String node,
    int nodes,
    long epoch,
    long nextEpoch,
    boolean ready,
    long elapsedMicros,
    long leaseMicros,
    long slotMicros,
    int place,
    long safeMicros,
    boolean leaves,
    List<Refill> refills) {

  /** Value of {@link #place()} for a gateway that wants any. */
  public static final int ANY_PLACE = -1;

  /** Value of {@link #place()} for a gateway that needs none. */
  public static final int NO_PLACE = -2;
}
