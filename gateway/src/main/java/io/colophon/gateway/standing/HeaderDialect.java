package io.colophon.gateway.standing;

import io.colophon.throttling.Dimension;
import io.colophon.throttling.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The headers that say how far limits are used. Every dialect says it in the fields of
 * draft-ietf-httpapi-ratelimit-headers-10, and besides in those that its SDKs read, which have room
 * for one limit on requests and one on tokens: the one of which the smallest share is left.
 */
public enum HeaderDialect {
  /** {@code x-ratelimit-limit-requests}, {@code -remaining-}, {@code -reset-}: times to wait. */
  OPENAI {
    @Override
    void own(String what, Standing standing, BiConsumer<String, String> to) {
      if (what.equals("requests") || what.equals("tokens")) {
        to.accept("x-ratelimit-limit-" + what, Long.toString(standing.amount()));
        to.accept("x-ratelimit-remaining-" + what, Long.toString(standing.remaining()));
        to.accept("x-ratelimit-reset-" + what, goDuration(standing.untilWhole()));
      }
    }
  },
  /** {@code anthropic-ratelimit-requests-limit}, {@code -remaining}, {@code -reset}: moments. */
  ANTHROPIC {
    @Override
    void own(String what, Standing standing, BiConsumer<String, String> to) {
      String name = "anthropic-ratelimit-" + what;
      to.accept(name + "-limit", Long.toString(standing.amount()));
      to.accept(name + "-remaining", Long.toString(standing.remaining()));
      to.accept(name + "-reset", whole(standing).toString());
    }
  };

  private static final List<Dimension> WITH_HEADERS =
      List.of(
          Dimension.REQUESTS, Dimension.TOKENS, Dimension.INPUT_TOKENS, Dimension.OUTPUT_TOKENS);

  /** Writes the fields that only this dialect has. */
  abstract void own(String what, Standing standing, BiConsumer<String, String> to);

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
    for (Dimension dimension : WITH_HEADERS) {
      tightest(standings, dimension).ifPresent(standing -> own(dimension.id(), standing, to));
    }
  }

  private static Optional<Standing> tightest(List<Standing> standings, Dimension dimension) {
    return standings.stream()
        .filter(standing -> standing.dimension() == dimension && standing.per() != Window.AT_ONCE)
        .min(
            Comparator.comparingDouble(
                standing -> (double) standing.remaining() / standing.capacity()));
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
