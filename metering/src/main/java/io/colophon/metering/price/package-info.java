/** Prices and costs in integer nano-units of a currency. */
@NullMarked
package io.colophon.metering.price;

import org.jspecify.annotations.NullMarked;
