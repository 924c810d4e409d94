/**
 * Hands the ledger's entries on to other systems: read by position, at least once, under ids that
 * make it exactly once in effect.
 */
@NullMarked
package io.colophon.metering.outbox;

import org.jspecify.annotations.NullMarked;
