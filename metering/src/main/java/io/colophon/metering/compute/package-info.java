/** The ladder of compute models, from measured to estimated. */
@NullMarked
package io.colophon.metering.compute;

import org.jspecify.annotations.NullMarked;
