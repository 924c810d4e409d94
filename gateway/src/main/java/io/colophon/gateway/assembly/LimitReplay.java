package io.colophon.gateway.assembly;

import io.colophon.gateway.admission.LimitChains;
import io.colophon.gateway.meter.HeldAmounts;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Counts again, after a restart, what the ledger says was used this month: limits in memory would
 * otherwise begin anew. Blocks; reads nothing when no limit is set.
 */
public final class LimitReplay {

  private LimitReplay() {}

  /** Which team of its tenant a key was made for. */
  @FunctionalInterface
  public interface Teams {
    /** The team; empty if there is none. */
    Optional<String> of(String tenant, String keyName);
  }

  /**
   * Counts again.
   *
   * @throws IOException if the ledger cannot be read
   */
  public static void replay(
      LimitChains chains, Teams teams, LedgerEntries ledger, Clock clock, Ticker ticker)
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
          count(chains, teams, entry, now, nowNanos);
          return true;
        });
  }

  private static void count(
      LimitChains chains, Teams teams, SettledEntry entry, Instant now, long nowNanos) {
    long ageMillis = Math.max(0, now.toEpochMilli() - entry.opened().time().toEpochMilli());
    long atNanos = nowNanos - ageMillis * 1_000_000;
    Optional<String> team = teams.of(entry.opened().tenant(), entry.opened().keyId());
    chains
        .limits()
        .charge(
            chains.subjectsOf(entry, team),
            HeldAmounts.of(entry.usage(), entry.reading()),
            atNanos,
            entry.opened().time().toEpochMilli());
    if (entry.endState() == EndState.COMPLETED) {
      entry
          .usage()
          .value(UsageUnit.OUTPUT_TOKENS)
          .ifPresent(tokens -> chains.learn(entry, team, tokens, atNanos));
    }
  }
}
