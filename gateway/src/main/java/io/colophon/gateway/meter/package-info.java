/** The metering step: usage to figures, settlement, receipt. */
@NullMarked
package io.colophon.gateway.meter;

import org.jspecify.annotations.NullMarked;
