/** Gateways that share one limit, and a store that one of them cannot reach for a while. */
@NullMarked
package io.colophon.benchmarks.simulation.replicas;

import org.jspecify.annotations.NullMarked;
