package io.colophon.gateway.assembly;

import io.colophon.gateway.admission.LimitChains;
import io.colophon.gateway.meter.HeldAmounts;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Ticker;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Counts again, after a restart, what the ledger says was used this month: limits in memory would
 * otherwise begin anew. Blocks; reads nothing when no limit is set.
 */
public final class LimitReplay {

  private LimitReplay() {}

  /**
   * Counts again.
   *
   * @throws IOException if the ledger cannot be read
   */
  public static void replay(LimitChains chains, LedgerEntries ledger, Clock clock, Ticker ticker)
      throws IOException {
    if (!chains.hasRules()) {
      return;
    }
    Instant now = clock.instant();
    long nowNanos = ticker.nanos();
    Instant monthStart =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .withDayOfMonth(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    ledger.read(
        LedgerFilter.period(monthStart, null),
        (position, entry) -> {
          if (entry.opened().tenant().equals(OpenedEntry.PLATFORM_TENANT)) {
            return true; // counts on nobody's limits
          }
          count(chains, entry, now, nowNanos);
          return true;
        });
  }

  private static void count(LimitChains chains, SettledEntry entry, Instant now, long nowNanos) {
    long ageMillis = Math.max(0, now.toEpochMilli() - entry.opened().time().toEpochMilli());
    boolean outputReached = entry.endState() != EndState.CANCELLED_BEFORE_OUTPUT;
    chains
        .limits()
        .charge(
            LimitChains.subjectsOf(entry),
            HeldAmounts.of(entry.usage(), entry.reading(), outputReached),
            nowNanos - ageMillis * 1_000_000,
            entry.opened().time().toEpochMilli());
  }
}
