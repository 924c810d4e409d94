package io.colophon.throttling.lease;

/**
 * What one gateway tells and asks about one limit. Sums count from the beginning of the session, so
 * that a call that is lost or sent twice changes nothing. Amounts are in the dimension's unit, 0 to
 * 2^60.
 *
 * @param terms how much there is; the latest caller's hold
 * @param session which of the gateway's leases of this limit; each new one has a larger number
 * @param begins whether the gateway has not heard of this session from the store yet
 * @param known what the store has granted in this session, as far as the gateway knows
 * @param spent what was used of it
 * @param returned what is given back of it
 * @param claim what the gateway has already when the session begins, because the store lost it;
 *     mostly 0
 * @param room what the gateway has left
 * @param least the smallest demand that waits, beyond the room; 0 when none waits
 * @param want what all waiting demands need beyond the room; 0 when none waits
 * @param pace what the gateway uses in the time that a lease should last; it gets no more than that
 *     beyond what waits
 * @param prefetch whether more is asked for before anybody waits for it
 * @param seed what is in use at least, as far as the gateway knows; said after the store lost it
 * @param seedWindow the calendar window that the seed belongs to; 0 for the others
 * @param aside what the store holds back as long as gateways that it has not heard of may use their
 *     reserves; leases with a reserve last for {@link RefillCall#safeMicros()}. 0 for limits
 *     without
 * @param last whether the session ends, should nothing of it be left
 */
public record Refill(
    LimitKey key,
    LimitTerms terms,
    long session,
    boolean begins,
    long known,
    long spent,
    long returned,
    long claim,
    long room,
    long least,
    long want,
    long pace,
    boolean prefetch,
    long seed,
    long seedWindow,
    long aside,
    boolean last) {}
