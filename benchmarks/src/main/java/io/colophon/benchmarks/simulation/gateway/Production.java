package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.gateway.routing.policy.Ask;
import io.colophon.gateway.routing.policy.AttemptLoad;
import io.colophon.gateway.routing.policy.Candidates;
import io.colophon.gateway.routing.policy.PrefixBlocks;
import io.colophon.gateway.routing.policy.TargetLoad;
import io.colophon.gateway.routing.policy.TargetPolicy;
import java.util.List;
import java.util.stream.Stream;

/** A policy of the gateway itself, with the loads that the gateway itself keeps. */
public final class Production implements Balancer {
  private final TargetPolicy policy;
  private final List<NodeSpec> specs;
  private final TargetLoad[] loads;
  private final double meanOutput;
  private final Foresight foresight;
  private final boolean configured;
  private final Draws draws;

  /**
   * @param meanOutput tokens of a request in the mean
   * @param foresight what is known of the length of each
   * @param configured whether the operator wrote down what each node can do
   */
  public Production(
      TargetPolicy policy,
      List<NodeSpec> specs,
      double meanOutput,
      Foresight foresight,
      boolean configured,
      Draws draws) {
    this.policy = policy;
    this.specs = specs;
    this.meanOutput = meanOutput;
    this.foresight = foresight;
    this.configured = configured;
    this.draws = draws;
    this.loads = Stream.generate(TargetLoad::new).limit(specs.size()).toArray(TargetLoad[]::new);
  }

  @Override
  public int choose(Request request, Open open, long now) {
    return policy.choose(
        new Candidates() {
          @Override
          public int size() {
            return loads.length;
          }

          @Override
          public boolean isOpen(int index) {
            return open.isOpen(index) && !loads[index].isResting(now);
          }

          @Override
          public int number(int index) {
            return index;
          }

          @Override
          public TargetLoad load(int index) {
            return loads[index];
          }

          @Override
          public double capacity(int index) {
            return configured ? specs.get(index).capacity() : loads[index].capacity();
          }

          @Override
          public double weight(int index) {
            return configured ? specs.get(index).capacity() : 1;
          }

          @Override
          public long nanoPrice(int index) {
            return -1;
          }

          @Override
          public double gramsCo2e(int index) {
            return specs.get(index).gramsPerToken() * meanOutput;
          }
        },
        ask(request),
        now);
  }

  private Ask ask(Request request) {
    PrefixBlocks prefix = PrefixBlocks.of(request.prefix());
    long output =
        Math.max(1, Math.round(foresight.expect(request.output(), meanOutput, request.id())));
    return new Ask(0, request.input(), output, prefix, 0, draws);
  }

  @Override
  public Attempt begin(int node, Request request, long now) {
    AttemptLoad load = loads[node].begin(ask(request).work(), now);
    return new Attempt() {
      @Override
      public void firstOutput(long at) {
        load.firstOutput(request.input(), at);
      }

      @Override
      public void ended(long at) {
        load.ended(request.output(), at);
      }

      @Override
      public void limited(long retryAfterNanos, long at) {
        load.limited(retryAfterNanos, at);
      }

      @Override
      public void abandoned(long at) {
        load.abandoned(at);
      }
    };
  }
}
