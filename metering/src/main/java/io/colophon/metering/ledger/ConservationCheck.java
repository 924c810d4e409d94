package io.colophon.metering.ledger;

import io.colophon.journal.Damage;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a ledger from end to end and adds it up. Memory does not grow with the ledger, only with
 * what is open in it; keys wait in a scratch directory, 20 bytes for each settled entry.
 */
public final class ConservationCheck implements LedgerFeed {
  private final LedgerEntries ledger;
  private final KeyFiles keys;
  private final Map<String, OpenedEntry> open = new HashMap<>();
  private final UnitSums reserved = new UnitSums();
  private final UnitSums reservedSettled = new UnitSums();
  private final UnitSums reservedVoided = new UnitSums();
  private final List<Damage> dropped = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private long faultCount;
  private long entries;
  private long opened;
  private long restored;
  private long settled;
  private long interrupted;
  private long corrections;

  private ConservationCheck(LedgerEntries ledger, KeyFiles keys) {
    this.ledger = ledger;
    this.keys = keys;
  }

  /**
   * Checks a ledger as far as it reaches at the time of the call.
   *
   * @param scratch an existing directory for files that are deleted again
   * @throws IOException if the disk fails
   */
  public static Conservation of(LedgerEntries ledger, Path scratch) throws IOException {
    try (KeyFiles keys = new KeyFiles(scratch)) {
      ConservationCheck check = new ConservationCheck(ledger, keys);
      for (long from = 0; from >= 0; ) {
        from = check.read(from);
      }
      return check.result();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns where to go on behind an entry that is not understood; -1 at the end. */
  private long read(long from) throws IOException {
    try {
      ledger.follow(from, this);
      return -1;
    } catch (UnreadableEntryException e) {
      entries++;
      fault(String.valueOf(e.getMessage()));
      return e.index() + 1;
    }
  }

  @Override
  public boolean take(long index, LedgerEntry entry) {
    entries++;
    try {
      if (entry instanceof OpenedEntry one) {
        open(index, one);
      } else if (entry instanceof SettledEntry one) {
        settle(index, one);
        keys.add(one.opened().tenant(), one.usageId(), 0, index);
      } else if (entry instanceof CorrectionEntry one) {
        corrections++;
        addsUp(index, one.corrected());
        keys.add(one.corrected().opened().tenant(), one.usageId(), one.revision(), index);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  @Override
  public void dropped(Damage damage) {
    dropped.add(damage);
  }

  private void open(long index, OpenedEntry entry) {
    opened++;
    reserved.add(entry.reservation().expected());
    if (open.put(entry.usageId(), entry) != null) {
      fault("entry " + index + ": usage id " + entry.usageId() + " is opened while it is open");
    }
  }

  private void settle(long index, SettledEntry entry) {
    settled++;
    interrupted += entry.endState() == EndState.INTERRUPTED ? 1 : 0;
    OpenedEntry before = open.remove(entry.usageId());
    if (before == null) {
      opened++;
      restored++;
      reserved.add(entry.opened().reservation().expected());
    } else if (!before.equals(entry.opened())) {
      fault(
          "entry "
              + index
              + ": usage id "
              + entry.usageId()
              + " is settled with another admission than it was opened with");
    }
    for (Map.Entry<UsageUnit, Quantity.Known> expected :
        entry.opened().reservation().expected().quantities().entrySet()) {
      UnitSums to =
          entry.usage().quantities().containsKey(expected.getKey())
              ? reservedSettled
              : reservedVoided;
      to.add(expected.getKey(), expected.getValue().value());
    }
    addsUp(index, entry);
  }

  private void addsUp(long index, SettledEntry entry) {
    if (entry.reading().cost() instanceof Cost.Priced priced) {
      BigInteger lines = BigInteger.ZERO;
      for (Cost.Line line : priced.lines()) {
        lines = lines.add(BigInteger.valueOf(line.nanos()));
      }
      if (!lines.equals(BigInteger.valueOf(priced.nanos()))) {
        fault(
            "entry "
                + index
                + ": usage id "
                + entry.usageId()
                + " costs "
                + priced.nanos()
                + " nano-"
                + priced.currency()
                + ", its lines "
                + lines);
      }
    }
  }

  private Conservation result() throws IOException {
    keys.check(this::outOfTurn);
    UnitSums reservedOpen = new UnitSums();
    open.values().forEach(entry -> reservedOpen.add(entry.reservation().expected()));
    equal(
        "generations opened",
        BigInteger.valueOf(opened),
        BigInteger.valueOf(settled + open.size()),
        "settled and open");
    for (UsageUnit unit : UsageUnit.values()) {
      equal(
          "reserved " + unit.id(),
          reserved.toMap().getOrDefault(unit, BigInteger.ZERO),
          reservedSettled
              .toMap()
              .getOrDefault(unit, BigInteger.ZERO)
              .add(reservedVoided.toMap().getOrDefault(unit, BigInteger.ZERO))
              .add(reservedOpen.toMap().getOrDefault(unit, BigInteger.ZERO)),
          "settled, voided and open");
    }
    return new Conservation(
        entries,
        opened,
        restored,
        settled,
        interrupted,
        open.size(),
        corrections,
        reserved.toMap(),
        reservedSettled.toMap(),
        reservedVoided.toMap(),
        reservedOpen.toMap(),
        dropped,
        faults,
        faultCount);
  }

  /** Two keys of one hash are told apart by reading both. */
  private void outOfTurn(long index, int revision, int before, long other) throws IOException {
    String key = key(index);
    if (other >= 0 && !key(other).equals(key)) {
      return;
    }
    if (revision <= before) {
      fault("entry " + index + ": " + key + " revision " + revision + " is there already");
    } else if (dropped.isEmpty()) {
      fault("entry " + index + ": " + key + " revision " + revision + " follows " + before);
    }
  }

  private String key(long index) throws IOException {
    String[] key = {""};
    ledger.follow(
        index,
        (position, entry) -> {
          SettledEntry of =
              entry instanceof CorrectionEntry one
                  ? one.corrected()
                  : entry instanceof SettledEntry one ? one : null;
          key[0] = of == null ? "" : "tenant " + of.opened().tenant() + " usage id " + of.usageId();
          return false;
        });
    return key[0];
  }

  private void equal(String what, BigInteger found, BigInteger expected, String of) {
    if (!found.equals(expected)) {
      fault(what + " are " + found + ", " + of + " are " + expected);
    }
  }

  private void fault(String what) {
    faultCount++;
    if (faults.size() < Conservation.MOST_FAULTS) {
      faults.add(what);
    }
  }
}
