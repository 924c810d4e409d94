package io.colophon.gateway.standing;

import io.colophon.throttling.Dimension;
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

  /** Room for one item of either field, as a rule. */
  private static final int POLICY_LENGTH = 80;

  private static final int LIMIT_LENGTH = 72;

  private RateLimitFields() {}

  /** For instance {@code "key:bar/tokens/day";q=5000;qu="tokens";w=86400}. */
  static String policy(List<Standing> standings) {
    int items = Math.min(MOST, standings.size());
    StringBuilder field = new StringBuilder(items * POLICY_LENGTH);
    for (int i = 0; i < items; i++) {
      Standing standing = standings.get(i);
      separate(field).append(standing.limit().policy());
      if (standing.per() == Window.MONTH) {
        field.append(";w=").append(standing.windowSeconds());
      }
    }
    return field.toString();
  }

  /** For instance {@code "key:bar/tokens/day";r=4200;t=3600}. */
  static String limit(List<Standing> standings) {
    int items = Math.min(MOST, standings.size());
    StringBuilder field = new StringBuilder(items * LIMIT_LENGTH);
    for (int i = 0; i < items; i++) {
      Standing standing = standings.get(i);
      separate(field)
          .append(standing.limit().item())
          .append(";r=")
          .append(integer(standing.remaining()));
      if (standing.per() != Window.AT_ONCE) {
        field
            .append(";t=")
            .append(integer(standing.untilWhole().plusNanos(999_999_999).toSeconds()));
      }
    }
    return field.toString();
  }

  private static StringBuilder separate(StringBuilder field) {
    return field.isEmpty() ? field : field.append(", ");
  }

  /**
   * The item of a limit with the parameters of its policy; a month's window is not the same each.
   */
  static String policy(String item, Dimension dimension, Window per, long amount) {
    StringBuilder field = new StringBuilder(POLICY_LENGTH).append(item);
    field.append(";q=").append(integer(amount));
    String unit = unit(dimension);
    if (!unit.isEmpty()) {
      field.append(";qu=\"").append(unit).append('"');
    }
    if (per != Window.AT_ONCE && per != Window.MONTH) {
      field.append(";w=").append(Standing.fixedSeconds(per));
    }
    return field.toString();
  }

  private static String unit(Dimension dimension) {
    return switch (dimension) {
      case REQUESTS -> ""; // what the field means without one
      case CONCURRENCY -> "concurrent-requests";
      default -> dimension.unit();
    };
  }

  private static long integer(long value) {
    return Math.min(MOST_INTEGER, value);
  }

  /** A name as a string of RFC 9651, with the quotation marks. */
  static String item(String id) {
    StringBuilder item = new StringBuilder(id.length() + 2).append('"');
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c == '"' || c == '\\') {
        item.append('\\');
      }
      item.append(c < ' ' || c > '~' ? '?' : c);
    }
    return item.append('"').toString();
  }
}
