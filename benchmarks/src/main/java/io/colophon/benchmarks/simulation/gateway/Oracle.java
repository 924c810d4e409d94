package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.benchmarks.simulation.fleet.Node;
import io.colophon.benchmarks.simulation.fleet.PrefixCache;
import io.colophon.benchmarks.simulation.fleet.Stalls;
import io.colophon.benchmarks.simulation.fleet.Upstream;
import io.colophon.benchmarks.simulation.traffic.Request;
import io.colophon.benchmarks.simulation.traffic.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the node where the request will end first. It knows the length of every output, what is
 * left of each that runs, what every cache holds, and how long a stall will last; it does not know
 * what arrives later.
 */
public final class Oracle extends Counting {
  private final List<Upstream> nodes;
  private final @Nullable Stalls stalls;

  public Oracle(List<Upstream> nodes, @Nullable Stalls stalls) {
    super(nodes.size());
    this.nodes = nodes;
    this.stalls = stalls;
  }

  @Override
  public int choose(Request request, Open open, long now) {
    int best = NONE;
    double soonest = Double.MAX_VALUE;
    for (int i = 0; i < nodes.size(); i++) {
      if (open.isOpen(i)) {
        double end = nanosToEnd(i, request);
        if (end < soonest) {
          soonest = end;
          best = i;
        }
      }
    }
    return best;
  }

  /** Where it comes first: nanoseconds until the first output of a request that is sent now. */
  long nanosToFirstOutput(Request request) {
    double soonest = Double.MAX_VALUE;
    for (int i = 0; i < nodes.size(); i++) {
      soonest = Math.min(soonest, nanosToWrite(i, request, Math.min(1, request.output())));
    }
    return Math.max(1, (long) soonest);
  }

  private double nanosToEnd(int index, Request request) {
    return nanosToWrite(index, request, request.output());
  }

  private double nanosToWrite(int index, Request request, double output) {
    Node node = nodes.get(index).node();
    PrefixCache cache = nodes.get(index).cache();
    int cached = cache == null ? 0 : cache.cached(request.prefix()) * Request.BLOCK;
    double work = (request.input() - cached) / Shape.INPUT_PER_OUTPUT + output;
    double ahead = tokensUntilSlot(node);
    return stalls == null
        ? (ahead + work) / node.spec().tokensPerSecond() * VirtualTime.SECOND
        : stalls.nanosToEnd(index, ahead, work);
  }

  /** How much one slot writes until one is free for what comes last in the queue. */
  private static double tokensUntilSlot(Node node) {
    if (node.running() < node.spec().slots()) {
      return 0;
    }
    List<Double> remaining = new ArrayList<>(node.running());
    node.remaining(remaining);
    PriorityQueue<Double> free = new PriorityQueue<>(remaining);
    for (double queued : node.waitingWork()) {
      free.add(take(free) + queued);
    }
    return take(free);
  }

  private static double take(PriorityQueue<Double> free) {
    Double first = free.poll();
    return first == null ? 0 : first;
  }
}
