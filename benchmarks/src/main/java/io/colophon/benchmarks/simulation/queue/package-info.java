/** Tenants that wait for places of one node. */
@NullMarked
package io.colophon.benchmarks.simulation.queue;

import org.jspecify.annotations.NullMarked;
