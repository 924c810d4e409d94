/** The gateway in a simulation: its policies, those of others, and the oracle. */
@NullMarked
package io.colophon.benchmarks.simulation.gateway;

import org.jspecify.annotations.NullMarked;
