/** One entry when a generation is admitted, one when it is settled; durable, replayed on start. */
@NullMarked
package io.colophon.metering.ledger;

import org.jspecify.annotations.NullMarked;
