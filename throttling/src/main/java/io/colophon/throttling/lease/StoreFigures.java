package io.colophon.throttling.lease;

/**
 * How the sharing of limits is doing. Sums count from the start of the process.
 *
 * @param available whether the store answered when last called
 * @param calls to the store
 * @param refills limits in those calls
 * @param away calls that failed because it could not be reached
 * @param slow calls that got no answer in time
 * @param nonsense calls whose answer could not be read or could not be true
 * @param losses how often the store had lost what it knew
 * @param limits limits that this gateway knows
 * @param waits decisions that waited for the store
 */
public record StoreFigures(
    boolean available,
    long calls,
    long refills,
    long away,
    long slow,
    long nonsense,
    long losses,
    long limits,
    long waits) {}
