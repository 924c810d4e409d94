package io.colophon.gateway.standing;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The headers that say how far limits are used. Every dialect says it in the fields of
 * draft-ietf-httpapi-ratelimit-headers-10, and besides in those that its SDKs read, which have room
 * for one limit on requests and one on tokens: the one of which the smallest share is left.
 */
public enum HeaderDialect {
  /** {@code x-ratelimit-limit-requests}, {@code -remaining-}, {@code -reset-}: times to wait. */
  OPENAI(
      List.of(Dimension.REQUESTS, Dimension.TOKENS),
      what ->
          new Names(
              "x-ratelimit-limit-" + what,
              "x-ratelimit-remaining-" + what,
              "x-ratelimit-reset-" + what)) {
    @Override
    String reset(Standing standing) {
      return goDuration(standing.untilWhole());
    }
  },
  /** {@code anthropic-ratelimit-requests-limit}, {@code -remaining}, {@code -reset}: moments. */
  ANTHROPIC(
      List.of(
          Dimension.REQUESTS, Dimension.TOKENS, Dimension.INPUT_TOKENS, Dimension.OUTPUT_TOKENS),
      what ->
          new Names(
              "anthropic-ratelimit-" + what + "-limit",
              "anthropic-ratelimit-" + what + "-remaining",
              "anthropic-ratelimit-" + what + "-reset")) {
    @Override
    String reset(Standing standing) {
      return whole(standing).toString();
    }
  };

  /** Names of its own fields on one dimension. */
  private record Names(String limit, String remaining, String reset) {}

  private final List<Dimension> dimensions;
  private final List<Names> names;

  HeaderDialect(List<Dimension> dimensions, Function<String, Names> names) {
    this.dimensions = dimensions;
    this.names = dimensions.stream().map(dimension -> names.apply(dimension.id())).toList();
  }

  /** When all of it is there again, as this dialect says it. */
  abstract String reset(Standing standing);

  /**
   * Writes all headers.
   *
   * @param standings of the limits that a request passed, or of those and the one that refused
   * @param to takes names in lower case and values of visible ASCII
   */
  public void write(List<Standing> standings, BiConsumer<String, String> to) {
    if (standings.isEmpty()) {
      return;
    }
    to.accept("ratelimit-policy", RateLimitFields.policy(standings));
    to.accept("ratelimit", RateLimitFields.limit(standings));
    for (int i = 0; i < dimensions.size(); i++) {
      Standing tightest = tightest(standings, dimensions.get(i));
      if (tightest != null) {
        Names own = names.get(i);
        to.accept(own.limit(), Long.toString(tightest.amount()));
        to.accept(own.remaining(), Long.toString(tightest.remaining()));
        to.accept(own.reset(), reset(tightest));
      }
    }
  }

  /** The first of those of which the smallest share is left; null where there is none. */
  private static @Nullable Standing tightest(List<Standing> standings, Dimension dimension) {
    Standing tightest = null;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < standings.size(); i++) {
      Standing standing = standings.get(i);
      if (standing.dimension() == dimension && standing.per() != Window.AT_ONCE) {
        double left = (double) standing.remaining() / standing.capacity();
        if (left < smallest) {
          tightest = standing;
          smallest = left;
        }
      }
    }
    return tightest;
  }

  /** When all of it is there again, RFC 3339; rounded up to seconds. */
  private static Instant whole(Standing standing) {
    return Instant.ofEpochSecond(
        standing.at().plus(standing.untilWhole()).plusNanos(999_999_999).getEpochSecond());
  }

  /** As the language Go writes them, for instance {@code 6m0s} or {@code 120ms}; rounded up. */
  static String goDuration(Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      return length.plusNanos(999_999).toMillis() + "ms";
    }
    long seconds = length.plusNanos(999_999_999).toSeconds();
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    String rest = seconds % 60 + "s";
    if (hours > 0) {
      return hours + "h" + minutes + "m" + rest;
    }
    return minutes > 0 ? minutes + "m" + rest : rest;
  }
}
