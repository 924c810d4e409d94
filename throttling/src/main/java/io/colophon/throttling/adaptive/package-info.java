/**
 * How many attempts a target takes at a time: an exact count with a limit that follows how quickly
 * the target answers. Knows neither the network nor the clock: times are handed in.
 */
@NullMarked
package io.colophon.throttling.adaptive;

import org.jspecify.annotations.NullMarked;
