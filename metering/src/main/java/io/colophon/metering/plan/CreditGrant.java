package io.colophon.metering.plan;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Credits paid for or given beforehand.
 *
 * @param name for invoices; unique for its tenant
 * @param currency ISO 4217 code; covers amounts in it only
 * @param nanos how much, nano-units
 * @param priority lower ones are drawn down first
 * @param from first instant at which it covers anything
 * @param expires first instant at which it covers nothing more; null for never
 */
public record CreditGrant(
    String name,
    String currency,
    long nanos,
    int priority,
    Instant from,
    @Nullable Instant expires) {
  /** By priority; then what expires first, what began first, and by name: never by chance. */
  static final Comparator<CreditGrant> ORDER =
      Comparator.comparingInt(CreditGrant::priority)
          .thenComparing(grant -> grant.expires == null ? Instant.MAX : grant.expires)
          .thenComparing(CreditGrant::from)
          .thenComparing(CreditGrant::name);

  public CreditGrant {
    if (nanos < 0) {
      throw new IllegalArgumentException(
          "credit " + name + " is " + nanos + " nano-units, expected 0 or more");
    }
    if (expires != null && !from.isBefore(expires)) {
      throw new IllegalArgumentException(
          "credit " + name + " from " + from + " to " + expires + ", expected from < to");
    }
  }

  /** Whether it covers anything at that time. */
  boolean validAt(Instant time) {
    return !time.isBefore(from) && (expires == null || time.isBefore(expires));
  }
}
