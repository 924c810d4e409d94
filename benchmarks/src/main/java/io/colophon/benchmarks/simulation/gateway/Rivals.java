package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.fleet.NodeSpec;
import io.colophon.benchmarks.simulation.traffic.Request;
import java.util.List;

/**
 * Policies as other gateways and load balancers ship them, written anew from their descriptions.
 * None of them knows of stalls or lengths.
 */
public final class Rivals {

  private Rivals() {}

  /** Each in its turn: the default of nginx, LiteLLM's simple-shuffle without weights, Envoy. */
  public static Balancer roundRobin(int nodes) {
    return new Counting(nodes) {
      private int last = -1;

      @Override
      public int choose(Request request, Open open, long now) {
        for (int i = 1; i <= nodes; i++) {
          int node = (last + i) % nodes;
          if (open.isOpen(node)) {
            last = node;
            return node;
          }
        }
        return NONE;
      }
    };
  }

  /** Anyone. */
  public static Balancer random(int nodes, Draws draws) {
    return new Counting(nodes) {
      @Override
      public int choose(Request request, Open open, long now) {
        return pick(nodes, open, draws);
      }
    };
  }

  /** Smooth weighted round robin as nginx does it, by capacity. */
  public static Balancer weightedRoundRobin(List<NodeSpec> specs) {
    return new Counting(specs.size()) {
      private final double[] credit = new double[specs.size()];

      @Override
      public int choose(Request request, Open open, long now) {
        int best = NONE;
        double sum = 0;
        for (int i = 0; i < credit.length; i++) {
          if (open.isOpen(i)) {
            credit[i] += specs.get(i).capacity();
            sum += specs.get(i).capacity();
            if (best == NONE || credit[i] > credit[best]) {
              best = i;
            }
          }
        }
        if (best != NONE) {
          credit[best] -= sum;
        }
        return best;
      }
    };
  }

  /** Fewest outstanding of all, chance among equals: least_conn, LiteLLM's least-busy. */
  public static Balancer leastOutstanding(int nodes, Draws draws) {
    return new Counting(nodes) {
      @Override
      public int choose(Request request, Open open, long now) {
        int best = NONE;
        int equals = 0;
        for (int i = 0; i < nodes; i++) {
          if (!open.isOpen(i)) {
            continue;
          }
          if (best == NONE || outstanding[i] < outstanding[best]) {
            best = i;
            equals = 1;
          } else if (outstanding[i] == outstanding[best] && draws.nextInt(++equals) == 0) {
            best = i;
          }
        }
        return best;
      }
    };
  }

  /** The less loaded of two drawn without regard to size: Envoy's LEAST_REQUEST. */
  public static Balancer uniformTwoChoices(int nodes, Draws draws) {
    return new Counting(nodes) {
      @Override
      public int choose(Request request, Open open, long now) {
        int one = pick(nodes, open, draws);
        int other = pick(nodes, open, draws);
        return one != NONE && outstanding[other] < outstanding[one] ? other : one;
      }
    };
  }

  /**
   * Peak EWMA over two choices after Finagle and Linkerd before its bias: the cost is the average
   * latency, which jumps up to a peak and decays over 10 s, times outstanding plus one. A refusal
   * is a fast response like any other.
   */
  public static Balancer peakEwma(int nodes, Draws draws) {
    return new Counting(nodes) {
      private static final double DECAY = 10e9;
      private final double[] average = new double[nodes];
      private final long[] stamp = new long[nodes];

      @Override
      void observed(int node, long nanos, long now) {
        double left = StrictMath.exp(-(now - stamp[node]) / DECAY);
        stamp[node] = now;
        average[node] = nanos > average[node] ? nanos : average[node] * left + nanos * (1 - left);
      }

      @Override
      public int choose(Request request, Open open, long now) {
        int one = pick(nodes, open, draws);
        int other = pick(nodes, open, draws);
        return one != NONE && cost(other) < cost(one) ? other : one;
      }

      private double cost(int node) {
        return (average[node] + 1) * (outstanding[node] + 1);
      }
    };
  }

  /** Any of the open ones with equal chance. */
  static int pick(int nodes, Balancer.Open open, Draws draws) {
    int chosen = Balancer.NONE;
    int seen = 0;
    for (int i = 0; i < nodes; i++) {
      if (open.isOpen(i) && draws.nextInt(++seen) == 0) {
        chosen = i;
      }
    }
    return chosen;
  }
}
