package io.colophon.gateway.assembly;

import io.colophon.gateway.config.LimitConfig;
import io.colophon.gateway.config.LimitDimension;
import io.colophon.gateway.config.LimitSubject;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Window;
import java.util.List;
import java.util.OptionalLong;

/** Turns configured limits into the rules that throttling knows. */
final class LimitTable {
  private static final long MILLIS = 1000;
  private static final double GIGA = 1e9;

  private LimitTable() {}

  static List<LimitRule> rules(List<LimitConfig> limits) {
    return limits.stream().map(LimitTable::rule).toList();
  }

  private static LimitRule rule(LimitConfig limit) {
    OptionalLong burst =
        limit.burst().isPresent()
            ? OptionalLong.of(amount(limit, limit.burst().get().value().doubleValue()))
            : OptionalLong.empty();
    return new LimitRule(
        subject(limit.subject()),
        dimension(limit.dimension()),
        amount(limit, limit.amount().value().doubleValue()),
        limit.per().map(per -> Window.valueOf(per.name())).orElse(Window.AT_ONCE),
        burst);
  }

  private static String subject(LimitSubject subject) {
    return subject.kind() == LimitSubject.Kind.GLOBAL ? "*" : subject.toString();
  }

  private static Dimension dimension(LimitDimension dimension) {
    return switch (dimension) {
      case REQUESTS -> Dimension.REQUESTS;
      case CONCURRENCY -> Dimension.CONCURRENCY;
      case TOKENS -> Dimension.TOKENS;
      case INPUT_TOKENS -> Dimension.INPUT_TOKENS;
      case OUTPUT_TOKENS -> Dimension.OUTPUT_TOKENS;
      case IMAGES -> Dimension.IMAGES;
      case AUDIO_SECONDS -> Dimension.AUDIO_MILLIS;
      case VIDEO_SECONDS -> Dimension.VIDEO_MILLIS;
      case FLOP -> Dimension.FLOP;
    };
  }

  /** In the unit of the dimension: limits in seconds count milliseconds, FLOP counts GFLOP. */
  private static long amount(LimitConfig limit, double configured) {
    return switch (limit.dimension()) {
      case AUDIO_SECONDS, VIDEO_SECONDS -> Math.round(configured * MILLIS);
      case FLOP -> Math.max(1, Math.round(configured / GIGA));
      default -> Math.round(configured);
    };
  }
}
