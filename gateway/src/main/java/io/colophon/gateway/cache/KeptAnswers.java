package io.colophon.gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import io.colophon.provider.spi.Ticker;
import java.util.Optional;

/** Answers by key, each for its own time, and of so many bytes in all. Thread-safe. */
final class KeptAnswers {
  /** Counted for the key and what an event takes besides its content. */
  private static final int KEY_BYTES = 512;

  private static final int EVENT_BYTES = 64;

  private final Cache<AnswerKey, KeptAnswer> answers;
  private final Policy.Eviction<AnswerKey, KeptAnswer> eviction;

  KeptAnswers(Ticker ticker) {
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(0)
            .weigher((AnswerKey key, KeptAnswer answer) -> weight(answer))
            .expireAfter(Expiry.writing((AnswerKey key, KeptAnswer answer) -> answer.ttl()))
            .ticker(ticker::nanos)
            .executor(Runnable::run)
            .build();
    this.eviction = answers.policy().eviction().orElseThrow();
  }

  Optional<KeptAnswer> get(AnswerKey key) {
    return Optional.ofNullable(answers.getIfPresent(key));
  }

  /**
   * @param most bytes of all answers together, as configured now
   */
  void put(AnswerKey key, KeptAnswer answer, long most) {
    if (eviction.getMaximum() != most) {
      eviction.setMaximum(most);
    }
    answers.put(key, answer);
  }

  /** What all of them take, those included that are to be thrown away next. */
  long bytes() {
    return eviction.weightedSize().orElse(0);
  }

  long size() {
    return answers.estimatedSize();
  }

  private static int weight(KeptAnswer answer) {
    long bytes = KEY_BYTES + answer.bytes() + (long) EVENT_BYTES * answer.output().size();
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
