package io.colophon.metering.ledger;

/**
 * One try on one target.
 *
 * @param target {@code provider/model}
 * @param outcome {@code ok}, or the failure kind in lower case
 * @param durationNanos 0 or more
 */
public record AttemptEntry(String target, String outcome, long durationNanos) {}
