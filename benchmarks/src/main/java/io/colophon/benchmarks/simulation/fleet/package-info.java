/** Nodes that serve generations over virtual time: slots, queues, stalls, prefix caches. */
@NullMarked
package io.colophon.benchmarks.simulation.fleet;

import org.jspecify.annotations.NullMarked;
