package io.colophon.metering.sql;

import org.jspecify.annotations.Nullable;

/**
 * How far a ledger is taken into the tables.
 *
 * @param instance its gateway's name
 * @param position entries of the ledger that are taken in: the index of the next
 * @param generations how many different ones of them are settled
 * @param lastUsageId usage id of the entry before {@code position}; null where that is 0
 */
public record ProjectionState(
    String instance, long position, long generations, @Nullable String lastUsageId) {}
