/**
 * Limits on what may be used: windows, holds and their settlement. A caller's subjects are resolved
 * once to a {@link io.colophon.throttling.LimitChain}; each generation takes a {@link
 * io.colophon.throttling.Hold} on all limits or on none, and settles it with what was really used.
 * Knows neither the network nor the clock: times are handed in.
 */
@NullMarked
package io.colophon.throttling;

import org.jspecify.annotations.NullMarked;
