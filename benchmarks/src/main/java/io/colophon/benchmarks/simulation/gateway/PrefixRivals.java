package io.colophon.benchmarks.simulation.gateway;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.fleet.PrefixCache;
import io.colophon.benchmarks.simulation.fleet.Upstream;
import io.colophon.benchmarks.simulation.traffic.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Other ways to send prompts to where their beginning is known. */
public final class PrefixRivals {

  private PrefixRivals() {}

  /**
   * Knows every node's cache as it is, and sends each prompt to where most of it is cached, however
   * long the queue; the least outstanding where that is equal.
   */
  public static Balancer seesCaches(List<Upstream> nodes, Draws draws) {
    return new Counting(nodes.size()) {
      @Override
      public int choose(Request request, Open open, long now) {
        int best = NONE;
        int most = -1;
        int equals = 0;
        for (int i = 0; i < nodes.size(); i++) {
          PrefixCache cache = nodes.get(i).cache();
          if (!open.isOpen(i) || cache == null) {
            continue;
          }
          int cached = cache.cached(request.prefix());
          boolean better = cached > most || (cached == most && outstanding[i] < outstanding[best]);
          if (better) {
            equals = 1;
          }
          boolean drawn =
              cached == most && outstanding[i] == outstanding[best] && draws.nextInt(++equals) == 0;
          if (better || drawn) {
            best = i;
            most = cached;
          }
        }
        return best;
      }
    };
  }

  /** One node for each first block, by hash: an affinity that looks at the first message only. */
  public static Balancer firstBlock(int nodes) {
    return new Counting(nodes) {
      @Override
      public int choose(Request request, Open open, long now) {
        long hash = request.prefix().length == 0 ? request.id() : request.prefix()[0];
        int start = (int) Math.floorMod(new Draws(hash).nextLong(), (long) nodes);
        for (int i = 0; i < nodes; i++) {
          int node = (start + i) % nodes;
          if (open.isOpen(node)) {
            return node;
          }
        }
        return NONE;
      }
    };
  }

  /** Every turn of a session goes where its first one went: to the least outstanding. */
  public static Balancer stickySession(int nodes, Draws draws) {
    Balancer first = Rivals.leastOutstanding(nodes, draws);
    Map<Integer, Integer> places = new HashMap<>();
    return new Balancer() {
      @Override
      public int choose(Request request, Open open, long now) {
        Integer known = places.get(request.group());
        int node = known != null && open.isOpen(known) ? known : first.choose(request, open, now);
        places.put(request.group(), node);
        return node;
      }

      @Override
      public Attempt begin(int node, Request request, long now) {
        return first.begin(node, request, now);
      }
    };
  }
}
