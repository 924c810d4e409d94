package io.colophon.throttling.lease;

import java.util.List;

/**
 * What the store says to a call.
 *
 * @param epoch the store's life; when it is another than the call's, nothing was done
 * @param open whether the store gives; a life that has just begun waits until every gateway has
 *     told what it knows
 * @param place the gateway's place, -1 for none
 * @param leases one for each refill of the call, in its order; empty when nothing was done
 */
public record RefillAnswer(long epoch, boolean open, int place, List<Lease> leases) {}
