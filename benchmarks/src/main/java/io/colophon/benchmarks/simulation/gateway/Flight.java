package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.fleet.Job;
import io.colophon.benchmarks.simulation.fleet.PrefixCache;
import io.colophon.benchmarks.simulation.fleet.Upstream;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.benchmarks.simulation.traffic.Shape;
import io.colophon.gateway.resilience.HedgeDelay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One request on its way: its attempts, of which at most two run at once. */
final class Flight {
  private final SimulatedGateway gateway;
  private final Request request;
  private final boolean[] tried;
  private final List<Try> running = new ArrayList<>(2);
  private int refusals;
  private boolean answered;
  private boolean hedged;

  Flight(SimulatedGateway gateway, Request request) {
    this.gateway = gateway;
    this.request = request;
    this.tried = new boolean[gateway.upstreams.size()];
  }

  /** Sends it to a node; fails it if there is none. */
  void next() {
    int node = choose();
    if (node == Balancer.NONE) {
      later(0);
      return;
    }
    send(node);
  }

  private int choose() {
    return gateway.balancer.choose(
        request, node -> !tried[node] && gateway.allowed.test(request, node), gateway.time.now());
  }

  private void send(int node) {
    tried[node] = true;
    long now = gateway.time.now();
    gateway.outcome.sent(node, now);
    if (now < gateway.announcedUntil[node]) {
      gateway.outcome.whileResting++;
    }
    Upstream upstream = gateway.upstreams.get(node);
    Balancer.Attempt attempt = gateway.balancer.begin(node, request, now);
    long refusedFor = upstream.retryAfter().applyAsLong(now);
    if (refusedFor > 0) {
      gateway.time.after(SimulatedGateway.REFUSAL_NANOS, () -> refused(node, attempt, refusedFor));
      return;
    }
    Try made = new Try(node, upstream, attempt, now);
    running.add(made);
    upstream.node().submit(made.job);
    hedgeLater(made);
  }

  private void refused(int node, Balancer.Attempt attempt, long retryAfter) {
    long now = gateway.time.now();
    gateway.announcedUntil[node] =
        Math.max(gateway.announcedUntil[node], now + retryAfter - SimulatedGateway.REFUSAL_NANOS);
    gateway.outcome.limited++;
    attempt.limited(retryAfter - SimulatedGateway.REFUSAL_NANOS, now);
    refusals++;
    if (gateway.retries.tryRetry(now)) {
      next(); // another node, at once: this one said clearly that it is not the request's fault
    } else {
      later(0);
    }
  }

  /** Later everything may be tried again, until patience ends. */
  private void later(long atLeast) {
    long left = request.arrivalNanos() + SimulatedGateway.PATIENCE_NANOS - gateway.time.now();
    long nanos = gateway.backoff.nanos(refusals++, atLeast, left, gateway.jitter);
    if (nanos < 0) {
      gateway.outcome.failed++;
      gateway.over();
      return;
    }
    Arrays.fill(tried, false);
    gateway.time.after(nanos, this::next);
  }

  private void hedgeLater(Try made) {
    Hedging hedging = gateway.hedging;
    if (hedging == null || hedged) {
      return;
    }
    HedgeDelay delay = hedging.delays().get(made.node);
    long nanos = delay.nanos(request.input(), gateway.time.now());
    if (nanos != HedgeDelay.UNKNOWN) {
      gateway.time.after(nanos, () -> hedge(hedging));
    }
  }

  private void hedge(Hedging hedging) {
    if (answered || hedged || running.isEmpty()) {
      return;
    }
    int node = choose();
    // What a loser can burn: it is stopped at the winner's first output, so only its prompt.
    long most = Math.max(1, request.input());
    if (node == Balancer.NONE || !hedging.budget().tryHedge(most, gateway.time.now())) {
      return;
    }
    hedged = true;
    gateway.outcome.hedges++;
    send(node);
  }

  private void answered(Try winner) {
    long now = gateway.time.now();
    if (gateway.hedging != null) {
      gateway
          .hedging
          .delays()
          .get(winner.node)
          .firstOutput(now - winner.began, request.input(), now);
    }
    winner.attempt.firstOutput(now);
    if (answered) {
      return;
    }
    answered = true;
    gateway.outcome.firstOutput(request, winner.node, now);
    for (Try other : List.copyOf(running)) {
      if (other != winner) {
        running.remove(other);
        other.upstream.node().cancel(other.job);
        other.attempt.abandoned(now);
        if (gateway.hedging != null) {
          // It would have taken longer still; without this only the quick would be learned.
          gateway
              .hedging
              .delays()
              .get(other.node)
              .firstOutput(now - other.began, request.input(), now);
        }
        long burnt = other.started ? request.input() : 0;
        gateway.outcome.burnt += burnt;
        if (gateway.hedging != null) {
          gateway.hedging.budget().settled(Math.max(1, request.input()), burnt, now);
        }
      }
    }
  }

  private void ended(Try made) {
    made.attempt.ended(gateway.time.now());
    gateway.outcome.ended(request, gateway.time.now());
    gateway.over();
  }

  /** One attempt that a node took. */
  private final class Try implements Job.Answer {
    private final int node;
    private final Upstream upstream;
    private final Balancer.Attempt attempt;
    private final long began;
    private final Job job;
    private boolean started;

    Try(int node, Upstream upstream, Balancer.Attempt attempt, long began) {
      this.node = node;
      this.upstream = upstream;
      this.attempt = attempt;
      this.began = began;
      double prefill = request.input() / Shape.INPUT_PER_OUTPUT;
      this.job = new Job(request.output(), prefill + request.output(), this);
    }

    @Override
    public double started() {
      started = true;
      int hit = 0;
      PrefixCache cache = upstream.cache();
      if (cache != null) {
        hit = cache.read(request.prefix());
        gateway.outcome.promptBlocks += request.prefix().length;
        gateway.outcome.cachedBlocks += hit;
      }
      int read = Math.max(0, request.input() - hit * Request.BLOCK);
      return upstream.hiccup().getAsDouble() + read / Shape.INPUT_PER_OUTPUT;
    }

    @Override
    public void firstOutput() {
      Flight.this.answered(this);
    }

    @Override
    public void ended() {
      Flight.this.ended(this);
    }
  }
}
