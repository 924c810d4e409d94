package io.colophon.benchmarks.simulation.fleet;

import java.util.function.DoubleSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node as it is seen from outside.
 *
 * @param node what works
 * @param cache what it remembers of prompts; null for nothing
 * @param retryAfter at a moment: 0 if it takes requests, else for how many nanoseconds it refuses
 *     with 429
 * @param hiccup what each attempt wastes before it begins, in tokens of a slot; nearly always 0
 */
public record Upstream(
    Node node, @Nullable PrefixCache cache, LongUnaryOperator retryAfter, DoubleSupplier hiccup) {}
