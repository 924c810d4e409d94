package io.colophon.benchmarks.simulation.fleet;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node as it is seen from outside.
 *
 * @param node what works
 * @param cache what it remembers of prompts; null for nothing
 * @param retryAfter at a moment: 0 if it takes requests, else for how many nanoseconds it refuses
 *     with 429
 */
public record Upstream(Node node, @Nullable PrefixCache cache, LongUnaryOperator retryAfter) {

  /** One that takes everything and remembers nothing. */
  public static Upstream of(Node node) {
    return new Upstream(node, null, now -> 0);
  }
}
