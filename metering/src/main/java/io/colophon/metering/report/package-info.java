/** Sums over the ledger and their renderings. */
@NullMarked
package io.colophon.metering.report;

import org.jspecify.annotations.NullMarked;
