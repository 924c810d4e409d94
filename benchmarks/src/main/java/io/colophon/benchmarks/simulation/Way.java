package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.gateway.FleetRun.Choice;
import io.colophon.benchmarks.simulation.gateway.Foresight;
import io.colophon.benchmarks.simulation.gateway.Oracle;
import io.colophon.benchmarks.simulation.gateway.Production;
import io.colophon.benchmarks.simulation.gateway.Rivals;
import io.colophon.gateway.routing.policy.TargetPolicy;
import java.util.List;
import java.util.function.Supplier;

/**
 * A way of choosing nodes.
 *
 * @param name in tables
 * @param choice makes its balancer
 */
record Way(String name, Choice choice) {

  static Way roundRobin() {
    return new Way("round robin", (nodes, stalls, draws) -> Rivals.roundRobin(nodes.size()));
  }

  static Way random() {
    return new Way("random", (nodes, stalls, draws) -> Rivals.random(nodes.size(), draws));
  }

  static Way weightedRoundRobin(List<NodeSpec> specs) {
    return new Way(
        "weighted round robin", (nodes, stalls, draws) -> Rivals.weightedRoundRobin(specs));
  }

  static Way leastOutstanding() {
    return new Way(
        "least outstanding",
        (nodes, stalls, draws) -> Rivals.leastOutstanding(nodes.size(), draws));
  }

  static Way uniformTwoChoices() {
    return new Way(
        "uniform two choices",
        (nodes, stalls, draws) -> Rivals.uniformTwoChoices(nodes.size(), draws));
  }

  static Way peakEwma() {
    return new Way(
        "peak EWMA, no bias", (nodes, stalls, draws) -> Rivals.peakEwma(nodes.size(), draws));
  }

  static Way oracle() {
    return new Way("oracle", (nodes, stalls, draws) -> new Oracle(nodes, stalls));
  }

  /** A class of the gateway. */
  static Way ours(
      String name,
      Supplier<TargetPolicy> policy,
      List<NodeSpec> specs,
      double meanOutput,
      Foresight foresight,
      boolean configured) {
    return new Way(
        name,
        (nodes, stalls, draws) ->
            new Production(policy.get(), specs, meanOutput, foresight, configured, draws));
  }
}
