package io.colophon.gateway.server;

import io.colophon.gateway.cache.AnswerCache;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.metrics.GatewayMetrics.Watch;
import java.util.function.LongSupplier;

/** What kept answers do and take. */
final class CacheGauges {
  private CacheGauges() {}

  static void add(GatewayMetrics metrics, AnswerCache answers) {
    requests(metrics, "kept", answers.counts()::kept);
    requests(metrics, "shared", answers.counts()::shared);
    requests(metrics, "missed", answers.counts()::missed);
    metrics.watch(
        "colophon.cache.size", Watch.GAUGE, "By", "What kept answers take.", answers::bytes);
    metrics.watch(
        "colophon.cache.answers", Watch.GAUGE, "{answer}", "Answers kept.", answers::size);
    metrics.watch(
        "colophon.cache.under_way",
        Watch.GAUGE,
        "{answer}",
        "Answers under way that requests which are the same may wait for.",
        answers::underWay);
  }

  private static void requests(GatewayMetrics metrics, String result, LongSupplier count) {
    metrics.watch(
        "colophon.cache.requests",
        Watch.COUNTER,
        "{generation}",
        "Generations of routes that keep answers: given a kept one, given the answer to one that"
            + " was under way, or sent to an upstream.",
        () -> count.getAsLong(),
        "result",
        result);
  }
}
