package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Upstream;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.gateway.resilience.Backoff;
import io.colophon.gateway.resilience.RetryBudget;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Takes requests, sends each where its balancer says, tries again, hedges. */
public final class SimulatedGateway {
  /** From the gateway to a node and back, for a refusal. */
  static final long REFUSAL_NANOS = 20_000_000;

  /** How long a request may look for a node before it fails. */
  static final long PATIENCE_NANOS = 60 * VirtualTime.SECOND;

  final VirtualTime time;
  final List<Upstream> upstreams;
  final Balancer balancer;
  final Outcome outcome;
  final BiPredicate<Request, Integer> allowed;
  final @Nullable Hedging hedging;
  final RetryBudget retries = new RetryBudget(RetryBudget.Settings.DEFAULTS);
  final Backoff backoff = new Backoff(100_000_000, 5 * VirtualTime.SECOND, 60 * VirtualTime.SECOND);
  final Draws jitter;
  final long[] announcedUntil;
  private int open;

  /**
   * @param allowed whether a request may go to a node at all
   * @param hedging null for none
   */
  SimulatedGateway(
      VirtualTime time,
      List<Upstream> upstreams,
      Balancer balancer,
      Outcome outcome,
      BiPredicate<Request, Integer> allowed,
      @Nullable Hedging hedging,
      Draws jitter) {
    this.time = time;
    this.upstreams = upstreams;
    this.balancer = balancer;
    this.outcome = outcome;
    this.allowed = allowed;
    this.hedging = hedging;
    this.jitter = jitter;
    this.announcedUntil = new long[upstreams.size()];
    this.open = outcome.requests().size();
  }

  /** Whether requests are still to come or under way. */
  boolean goesOn() {
    return open > 0;
  }

  void over() {
    open--;
  }

  void arrive(Request request) {
    retries.requested(time.now());
    if (hedging != null) {
      hedging.budget().requested(cost(request), time.now());
    }
    outcome.cost += cost(request);
    new Flight(this, request).next();
  }

  /** In quarter tokens: output costs four times as much as input, as most vendors charge. */
  static long cost(Request request) {
    return request.input() + 4L * request.output();
  }
}
