/** Figures, goals, tables and plots of the simulations. */
@NullMarked
package io.colophon.benchmarks.simulation.report;

import org.jspecify.annotations.NullMarked;
