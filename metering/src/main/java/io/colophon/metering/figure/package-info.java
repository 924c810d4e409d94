/** Quantities with an interval, a method and a provenance; unknown is a value of its own. */
@NullMarked
package io.colophon.metering.figure;

import org.jspecify.annotations.NullMarked;
