/**
 * Whose turn it is when there is more to do than places to do it in: weighted fair queueing by
 * virtual time, classes with minimum shares, bounded queues, and refusal of what cannot be served
 * in time. Knows neither the network nor the clock: times are handed in, so that simulations run
 * the same classes in virtual time.
 */
@NullMarked
package io.colophon.throttling.fairness;

import org.jspecify.annotations.NullMarked;
