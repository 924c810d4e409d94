package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Node;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.fleet.PrefixCache;
import io.colophon.benchmarks.simulation.fleet.StallKind;
import io.colophon.benchmarks.simulation.fleet.Stalls;
import io.colophon.benchmarks.simulation.fleet.Upstream;
import io.colophon.benchmarks.simulation.traffic.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One fleet serving one list of requests through one gateway. */
public final class FleetRun {
  /** A node is slow for this long. */
  static final long STALL_NANOS = 20 * VirtualTime.SECOND;

  /** And so many times. */
  static final double STALL_FACTOR = 4;

  /** Makes the balancer of a run. */
  public interface Choice {
    /**
     * @param nodes as they are, for the oracle only
     * @param stalls likewise; null if there are none
     * @param draws chance of its own
     */
    Balancer over(List<Upstream> nodes, @Nullable Stalls stalls, Draws draws);
  }

  private final List<NodeSpec> specs;
  private final List<Request> requests;
  private final long seed;
  private boolean stalling = true;
  private StallKind stallKind = StallKind.WHAT_RUNS;
  private int cacheBlocks;
  private double hiccupShare;
  private double hiccupSeconds;
  private IntFunction<LongUnaryOperator> retryAfter = node -> now -> 0;
  private BiPredicate<Request, Integer> allowed = (request, node) -> true;
  private Optional<Hedging> hedging = Optional.empty();
  private boolean atBest;

  public FleetRun(List<NodeSpec> specs, List<Request> requests, long seed) {
    this.specs = specs;
    this.requests = requests;
    this.seed = seed;
  }

  /** Nobody is slow at times. */
  public FleetRun withoutStalls() {
    this.stalling = false;
    return this;
  }

  public FleetRun stalls(StallKind kind) {
    this.stallKind = kind;
    return this;
  }

  /** Nodes remember prompts. */
  public FleetRun withCaches(int blocks) {
    this.cacheBlocks = blocks;
    return this;
  }

  /** A share of the attempts hangs for an exponential span before it begins. */
  public FleetRun withHiccups(double share, double seconds) {
    this.hiccupShare = share;
    this.hiccupSeconds = seconds;
    return this;
  }

  /** By node: when it refuses with 429, as {@link Upstream#retryAfter()}. */
  public FleetRun refusing(IntFunction<LongUnaryOperator> when) {
    this.retryAfter = when;
    return this;
  }

  /** Which requests may go where. */
  public FleetRun allowing(BiPredicate<Request, Integer> rule) {
    this.allowed = rule;
    return this;
  }

  public FleetRun hedging(Hedging with) {
    this.hedging = Optional.of(with);
    return this;
  }

  /** Finds out of each request what the best second attempt would have brought. */
  public FleetRun findingBestHedge() {
    this.atBest = true;
    return this;
  }

  /** Runs until the last request has been answered or has failed. */
  public Outcome run(Choice choice) {
    VirtualTime time = new VirtualTime();
    List<Upstream> upstreams =
        IntStream.range(0, specs.size())
            .mapToObj(
                i ->
                    new Upstream(
                        new Node(time, specs.get(i), stallKind),
                        cacheBlocks > 0 ? new PrefixCache(cacheBlocks) : null,
                        retryAfter.apply(i),
                        hiccups(i)))
            .toList();
    List<Node> nodes = upstreams.stream().map(Upstream::node).toList();
    Outcome outcome = new Outcome(requests);
    SimulatedGateway[] gateway = new SimulatedGateway[1];
    Stalls stalls =
        stalling
            ? new Stalls(
                time,
                nodes,
                Draws.of(seed, "stalls"),
                STALL_NANOS,
                STALL_FACTOR,
                () -> gateway[0] == null || gateway[0].goesOn())
            : null;
    Balancer balancer = choice.over(upstreams, stalls, Draws.of(seed, "choices"));
    gateway[0] =
        new SimulatedGateway(
            time,
            upstreams,
            balancer,
            outcome,
            allowed,
            hedging.orElse(null),
            Draws.of(seed, "jitter"));
    Oracle oracle = atBest ? new Oracle(upstreams, stalls) : null;
    arrive(
        time,
        request -> {
          if (oracle != null) {
            outcome.soonest[request.id()] = oracle.nanosToFirstOutput(request);
          }
          gateway[0].arrive(request);
        },
        0);
    time.run();
    outcome.grams = nodes.stream().mapToDouble(Node::grams).sum();
    return outcome;
  }

  private DoubleSupplier hiccups(int node) {
    Draws draws = Draws.of(seed, "hiccups " + node);
    double tokens = hiccupSeconds * specs.get(node).tokensPerSecond();
    return () -> draws.nextDouble() < hiccupShare ? draws.exponential(tokens) : 0;
  }

  /** Each arrival enters the next, so that the heap of events stays small. */
  private void arrive(VirtualTime time, Consumer<Request> gateway, int index) {
    if (index < requests.size()) {
      Request request = requests.get(index);
      time.at(
          request.arrivalNanos(),
          () -> {
            arrive(time, gateway, index + 1);
            gateway.accept(request);
          });
    }
  }
}
