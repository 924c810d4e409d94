package io.colophon.gateway.cache;

import io.colophon.gateway.config.AnswerCacheConfig;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.work.LateSubscription;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Flow;

/**
 * Gives an answer again to a request that is the same, and lets requests that are the same and come
 * at the same time wait for one answer. For routes that ask for it. Thread-safe; never blocks.
 *
 * <p>Whoever asks an upstream pays for it; whoever is given the answer again has used nothing. A
 * follower gets no output before the answer is whole, so that it can still ask by itself when the
 * one it waits for fails or goes away.
 */
public final class AnswerCache {
  private final Ticker ticker;
  private final KeptAnswers kept;
  private final CacheCounts counts = new CacheCounts();
  private final ConcurrentMap<AnswerKey, Flight> flights = new ConcurrentHashMap<>();

  public AnswerCache(Ticker ticker) {
    this.ticker = ticker;
    this.kept = new KeptAnswers(ticker);
  }

  /** What it did so far. */
  public CacheCounts counts() {
    return counts;
  }

  Ticker ticker() {
    return ticker;
  }

  KeptAnswers kept() {
    return kept;
  }

  ConcurrentMap<AnswerKey, Flight> flights() {
    return flights;
  }

  /** Bytes of output that are kept. */
  public long bytes() {
    return kept.bytes();
  }

  /** Answers that are kept. */
  public long size() {
    return kept.size();
  }

  /** Answers under way that others may wait for. */
  public int underWay() {
    return flights.size();
  }

  /**
   * The generation's attempts, or an answer instead of them.
   *
   * @param attempts asks upstreams when it is subscribed
   */
  public Flow.Publisher<GenerationEvent> around(
      Generation generation, Flow.Publisher<GenerationEvent> attempts) {
    AnswerCacheConfig config = generation.plan().orElseThrow().route().config().cache();
    if (!CacheRules.apply(config, generation.received())) {
      return attempts;
    }
    return subscriber -> {
      Guest guest = new Guest(generation, subscriber, new LateSubscription());
      subscriber.onSubscribe(guest.output());
      try {
        new Seating(this, guest, AnswerKey.of(generation, config), attempts)
            .seat(CacheRules.takesKept(generation.received()));
      } catch (RuntimeException bug) {
        subscriber.onError(bug);
      }
    };
  }
}
