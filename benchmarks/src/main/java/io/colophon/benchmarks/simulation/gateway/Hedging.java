package io.colophon.benchmarks.simulation.gateway;

import io.colophon.gateway.resilience.HedgeBudget;
import io.colophon.gateway.resilience.HedgeDelay;
import java.util.List;

/**
 * Hedging as the gateway does it.
 *
 * @param budget of all requests
 * @param delays one for each node
 */
public record Hedging(HedgeBudget budget, List<HedgeDelay> delays) {}
