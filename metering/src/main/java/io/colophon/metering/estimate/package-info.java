/** The metering models without a generation: single estimates and whole scenarios. */
@NullMarked
package io.colophon.metering.estimate;

import org.jspecify.annotations.NullMarked;
