/** What arrives when, and how large it is. */
@NullMarked
package io.colophon.benchmarks.simulation.traffic;

import org.jspecify.annotations.NullMarked;
