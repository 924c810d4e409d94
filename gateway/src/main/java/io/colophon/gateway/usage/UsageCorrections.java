package io.colophon.gateway.usage;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.metering.ledger.CorrectionEntry;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.LedgerRefusedException;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.plan.CorrectedUsage;
import io.colophon.metering.price.PriceBook;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.v1.CorrectUsageRequest;
import io.colophon.v1.CorrectUsageResponse;
import io.colophon.v1.CorrectedCounter;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** Books corrections of settled generations. Thread-safe; blocks: not for event loops. */
public final class UsageCorrections {
  private static final Pattern USAGE_ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");
  private static final int MAX_REASON = 1_000;

  private final Ledger ledger;
  private final Clock clock;

  public UsageCorrections(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Books one and waits until it is on disk.
   *
   * @param prices that the cost is made by
   * @throws Refusal INVALID_REQUEST; NOT_FOUND if the generation is not settled; NOT_NEXT if its
   *     next revision is another, since somebody else corrects it or did so; GATEWAY_OVERLOADED and
   *     RECORD_FAILED if the ledger does not take it. Nothing was booked then
   */
  public CorrectUsageResponse correct(CorrectUsageRequest request, PriceBook prices) {
    check(request);
    Map<UsageUnit, Long> counters = counters(request);
    LedgerEntry latest = latest(request.getUsageId());
    CorrectionEntry correction =
        CorrectedUsage.of(latest, counters, prices, clock.instant(), request.getReason());
    if (request.hasRevision()) {
      correction =
          new CorrectionEntry(
              request.getRevision(),
              correction.time(),
              correction.reason(),
              correction.corrected());
    }
    book(correction);
    return UsageMessages.corrected(settled(latest), correction);
  }

  private static void check(CorrectUsageRequest request) {
    if (!USAGE_ID.matcher(request.getUsageId()).matches()) {
      throw Refusal.invalid("usage_id", "expected 1 to 64 of 0-9 A-Z a-z - _");
    }
    if (request.getReprice() == (request.getCountersCount() > 0)) {
      throw Refusal.invalid("counters", "expected either counters or reprice");
    }
    String reason = request.getReason();
    if (reason.isBlank()
        || reason.length() > MAX_REASON
        || reason.codePoints().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(
          "reason", "expected why, in 1 to " + MAX_REASON + " characters without controls");
    }
    if (request.hasRevision() && request.getRevision() < 1) {
      throw Refusal.invalid("revision", request.getRevision() + ", expected 1 or more");
    }
  }

  private static Map<UsageUnit, Long> counters(CorrectUsageRequest request) {
    Map<UsageUnit, Long> counters = new EnumMap<>(UsageUnit.class);
    for (int i = 0; i < request.getCountersCount(); i++) {
      CorrectedCounter counter = request.getCounters(i);
      String field = "counters[" + i + "]";
      UsageUnit unit =
          Arrays.stream(UsageUnit.values())
              .filter(each -> each.id().equals(counter.getUnit()))
              .findFirst()
              .orElseThrow(
                  () ->
                      Refusal.invalid(
                          field + ".unit", "unknown, expected a counter such as output_tokens"));
      if (counter.getValue() < 0) {
        throw Refusal.invalid(field + ".value", counter.getValue() + ", expected 0 or more");
      }
      if (counters.put(unit, counter.getValue()) != null) {
        throw Refusal.invalid(field + ".unit", unit.id() + " twice, expected each once");
      }
    }
    return counters;
  }

  private LedgerEntry latest(String usageId) {
    try {
      return ledger
          .latest(usageId)
          .orElseThrow(
              () -> Refusal.of(Reason.NOT_FOUND, "no generation '" + usageId + "' is settled"));
    } catch (IOException failure) {
      throw Refusal.of(Reason.RECORD_FAILED, "the ledger cannot be read", failure);
    }
  }

  private static SettledEntry settled(LedgerEntry latest) {
    return latest instanceof CorrectionEntry correction
        ? correction.corrected()
        : (SettledEntry) latest;
  }

  private void book(CorrectionEntry correction) {
    try {
      ledger.correct(correction).join();
    } catch (CompletionException failure) {
      if (!(failure.getCause() instanceof LedgerRefusedException refused)) {
        throw failure;
      }
      Reason reason =
          switch (refused.reason()) {
            case NOT_NEXT -> Reason.NOT_NEXT;
            case FULL -> Reason.GATEWAY_OVERLOADED;
            case NOT_OPEN, UNAVAILABLE -> Reason.RECORD_FAILED;
          };
      throw Refusal.of(
          reason,
          "nothing was booked (" + refused.reason() + "): " + refused.getMessage(),
          refused);
    }
  }
}
