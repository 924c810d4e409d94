package io.colophon.gateway.standing;

import io.colophon.throttling.Window;
import java.util.List;

/**
 * The fields {@code RateLimit-Policy} and {@code RateLimit} of
 * draft-ietf-httpapi-ratelimit-headers-10 (September 2025): lists of structured fields (RFC 9651)
 * with one item for each limit. The unit of what is no request and no slot is the dimension's own.
 */
final class RateLimitFields {
  /** Most limits that are told of. */
  private static final int MOST = 12;

  /** Largest integer of a structured field (RFC 9651, section 3.3.1). */
  private static final long MOST_INTEGER = 999_999_999_999_999L;

  private RateLimitFields() {}

  /** For instance {@code "key:bar/tokens/day";q=5000;qu="tokens";w=86400}. */
  static String policy(List<Standing> standings) {
    StringBuilder field = new StringBuilder();
    for (Standing standing : standings.subList(0, Math.min(MOST, standings.size()))) {
      item(field, standing).append(";q=").append(integer(standing.amount()));
      String unit = unit(standing);
      if (!unit.isEmpty()) {
        field.append(";qu=\"").append(unit).append('"');
      }
      if (standing.windowSeconds() > 0) {
        field.append(";w=").append(standing.windowSeconds());
      }
    }
    return field.toString();
  }

  /** For instance {@code "key:bar/tokens/day";r=4200;t=3600}. */
  static String limit(List<Standing> standings) {
    StringBuilder field = new StringBuilder();
    for (Standing standing : standings.subList(0, Math.min(MOST, standings.size()))) {
      item(field, standing).append(";r=").append(integer(standing.remaining()));
      if (standing.per() != Window.AT_ONCE) {
        field
            .append(";t=")
            .append(integer(standing.untilWhole().plusNanos(999_999_999).toSeconds()));
      }
    }
    return field.toString();
  }

  private static String unit(Standing standing) {
    return switch (standing.dimension()) {
      case REQUESTS -> ""; // what the field means without one
      case CONCURRENCY -> "concurrent-requests";
      default -> standing.dimension().unit();
    };
  }

  private static long integer(long value) {
    return Math.min(MOST_INTEGER, value);
  }

  private static StringBuilder item(StringBuilder field, Standing standing) {
    if (!field.isEmpty()) {
      field.append(", ");
    }
    field.append('"');
    String id = standing.id();
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '"' || c == '\\') {
        field.append('\\');
      }
      field.append(c < ' ' || c > '~' ? '?' : c);
    }
    return field.append('"');
  }
}
