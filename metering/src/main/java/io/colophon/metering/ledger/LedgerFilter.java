package io.colophon.metering.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which settled entries to read. Null means any.
 *
 * @param from earliest admission, inclusive
 * @param to latest admission, exclusive
 * @param tenant whose
 * @param keyId of which key
 */
public record LedgerFilter(
    @Nullable Instant from, @Nullable Instant to, @Nullable String tenant, @Nullable String keyId) {

  /** All settled entries. */
  public static final LedgerFilter ALL = new LedgerFilter(null, null, null, null);

  public LedgerFilter {
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("from " + from + " to " + to + ", expected from <= to");
    }
  }

  /** All of one period; null leaves a side open. */
  public static LedgerFilter period(@Nullable Instant from, @Nullable Instant to) {
    return new LedgerFilter(from, to, null, null);
  }

  /** Whether an entry is one of those asked for; of a correction ask for what it corrects. */
  public boolean matches(SettledEntry entry) {
    OpenedEntry opened = entry.opened();
    return (from == null || !opened.time().isBefore(from))
        && (to == null || opened.time().isBefore(to))
        && (tenant == null || tenant.equals(opened.tenant()))
        && (keyId == null || keyId.equals(opened.keyId()));
  }
}
