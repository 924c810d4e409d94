package io.colophon.provider.testkit;

import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.UsageUnit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an {@link InMemoryProvider} answers. Every key may be left out.
 *
 * @param text the answer to a text request, and the words of every transcription; not empty
 * @param json the answer to a text request with a JSON schema: a JSON object as text
 * @param toolArguments arguments of the tool call that answers a request with tools: a JSON object
 *     as text
 * @param textChunk Unicode code points in one piece of text, and in one of the provider's tokens;
 *     at least 1
 * @param mediaChunk bytes in one piece of media; at least 1
 * @param failure with what every generation fails; absent means that none does
 * @param failureAfter how many pieces of output come before the failure; at most all, 0 fails
 *     before the request is accepted
 * @param retryAfter how long the failure asks to wait; absent means that it does not say
 * @param stallAfter how many pieces of output come before the stream stands still until it is
 *     cancelled, its deadline passes or the provider is closed; 0 stands still before the request
 *     is accepted; absent means that it never does; cannot go together with {@code failure}
 * @param usage replaces the counters reported at the end, by the names of {@link UsageUnit#id()};
 *     an empty map reports nothing; absent means that the provider counts
 */
public record InMemoryConfig(
    @Default("This answer comes from memory.") String text,
    @Default("{\"answer\":\"from memory\"}") String json,
    @Default("{}") String toolArguments,
    @Default("4") int textChunk,
    @Default("16384") int mediaChunk,
    Optional<FailureKind> failure,
    @Default("0") int failureAfter,
    Optional<Duration> retryAfter,
    Optional<Integer> stallAfter,
    Optional<Map<String, Long>> usage) {

  /** What a configuration without any key means. */
  public static final InMemoryConfig DEFAULTS =
      new InMemoryConfig(
          "This answer comes from memory.",
          "{\"answer\":\"from memory\"}",
          "{}",
          4,
          16384,
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public InMemoryConfig {
    atLeast(1, "text-chunk", textChunk);
    atLeast(1, "media-chunk", mediaChunk);
    atLeast(0, "failure-after", failureAfter);
    stallAfter.ifPresent(pieces -> atLeast(0, "stall-after", pieces));
    if (text.isEmpty()) {
      throw new IllegalArgumentException("text is empty, expected at least one character");
    }
    if (failure.isPresent() && stallAfter.isPresent()) {
      throw new IllegalArgumentException(
          "failure and stall-after exclude each other: a stream that stands still cannot fail");
    }
    usage = usage.map(Map::copyOf);
    usage.ifPresent(InMemoryConfig::checkUnits);
  }

  /** The same with another text. */
  public InMemoryConfig withText(String newText) {
    return new InMemoryConfig(
        newText,
        json,
        toolArguments,
        textChunk,
        mediaChunk,
        failure,
        failureAfter,
        retryAfter,
        stallAfter,
        usage);
  }

  /** The same with other sizes of the pieces: code points of text, bytes of media. */
  public InMemoryConfig withChunks(int codePoints, int bytes) {
    return new InMemoryConfig(
        text,
        json,
        toolArguments,
        codePoints,
        bytes,
        failure,
        failureAfter,
        retryAfter,
        stallAfter,
        usage);
  }

  /** The same, failing after {@code pieces} pieces of output. */
  public InMemoryConfig withFailure(FailureKind kind, int pieces) {
    return new InMemoryConfig(
        text,
        json,
        toolArguments,
        textChunk,
        mediaChunk,
        Optional.of(kind),
        pieces,
        retryAfter,
        Optional.empty(),
        usage);
  }

  /** The same, with failures that ask to wait. */
  public InMemoryConfig withRetryAfter(Duration wait) {
    return new InMemoryConfig(
        text,
        json,
        toolArguments,
        textChunk,
        mediaChunk,
        failure,
        failureAfter,
        Optional.of(wait),
        stallAfter,
        usage);
  }

  /** The same, standing still after {@code pieces} pieces of output. */
  public InMemoryConfig withStall(int pieces) {
    return new InMemoryConfig(
        text,
        json,
        toolArguments,
        textChunk,
        mediaChunk,
        Optional.empty(),
        0,
        retryAfter,
        Optional.of(pieces),
        usage);
  }

  /** The same, reporting these counters. */
  public InMemoryConfig withUsage(Map<UsageUnit, Long> counters) {
    Map<String, Long> byName = new HashMap<>();
    counters.forEach((unit, count) -> byName.put(unit.id(), count));
    return new InMemoryConfig(
        text,
        json,
        toolArguments,
        textChunk,
        mediaChunk,
        failure,
        failureAfter,
        retryAfter,
        stallAfter,
        Optional.of(byName));
  }

  /** After how many pieces the stream does not go on by itself; empty when it does. */
  OptionalInt cutAfter() {
    if (failure.isPresent()) {
      return OptionalInt.of(failureAfter);
    }
    return stallAfter.isPresent() ? OptionalInt.of(stallAfter.get()) : OptionalInt.empty();
  }

  private static void atLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " is " + value + ", expected at least " + least);
    }
  }

  private static void checkUnits(Map<String, Long> usage) {
    usage.forEach(
        (name, count) -> {
          unit(name);
          if (count < 0) {
            throw new IllegalArgumentException(
                "usage." + name + " is " + count + ", expected 0 or more");
          }
        });
  }

  static UsageUnit unit(String name) {
    for (UsageUnit unit : UsageUnit.values()) {
      if (unit.id().equals(name.toLowerCase(Locale.ROOT).replace('-', '_'))) {
        return unit;
      }
    }
    throw new IllegalArgumentException("usage has no counter named " + name);
  }
}
