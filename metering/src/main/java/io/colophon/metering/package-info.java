/**
 * Turns what a generation used into compute, energy, carbon, water and money. {@link
 * io.colophon.metering.Meter} is the door; the packages beside it hold the figures, the compute
 * models, the facts about sites and hardware, prices, the ledger, reports and estimates.
 */
@NullMarked
package io.colophon.metering;

import org.jspecify.annotations.NullMarked;
