/**
 * The production classes over virtual time, beside what other gateways do; see docs/simulation.md.
 */
@NullMarked
package io.colophon.benchmarks.simulation;

import org.jspecify.annotations.NullMarked;
