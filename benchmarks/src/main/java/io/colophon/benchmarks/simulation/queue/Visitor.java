package io.colophon.benchmarks.simulation.queue;

import io.colophon.benchmarks.simulation.traffic.Request;

/**
 * A request that wants a place.
 *
 * @param tenant whose it is, from 0
 * @param expected what is known of its work beforehand, in tokens
 */
public record Visitor(Request request, int tenant, double expected) {}
