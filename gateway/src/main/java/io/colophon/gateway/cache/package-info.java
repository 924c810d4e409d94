/**
 * Answers that were given before, and requests that wait for the answer to one that is the same.
 * What is kept are the provider's events, before any label: every caller has a label, a record, a
 * receipt and a ledger entry of his own.
 */
@NullMarked
package io.colophon.gateway.cache;

import org.jspecify.annotations.NullMarked;
