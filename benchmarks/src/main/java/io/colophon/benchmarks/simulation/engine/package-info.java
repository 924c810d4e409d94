/** Virtual time and pinned randomness of the simulations. */
@NullMarked
package io.colophon.benchmarks.simulation.engine;

import org.jspecify.annotations.NullMarked;
