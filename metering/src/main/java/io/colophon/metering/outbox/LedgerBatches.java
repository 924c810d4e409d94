package io.colophon.metering.outbox;

import io.colophon.metering.ledger.LedgerEntries;
import io.colophon.metering.ledger.LedgerEntry;
import io.colophon.metering.ledger.LedgerFeed;
import io.colophon.metering.ledger.UnreadableEntryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger in batches of bounded size.
 *
 * @param source of the events
 * @param tenants whose events are wanted
 * @param mostEvents of a batch, 1 or more
 * @param mostBytes of a batch's data; one event is always taken
 */
record LedgerBatches(
    LedgerEntries ledger,
    String source,
    Predicate<String> tenants,
    int mostEvents,
    long mostBytes) {
  /** Entries looked at for one batch, so that a stop need not wait for a long way of nothing. */
  static final int MOST_LOOKED_AT = 10_000;

  /**
   * What comes next.
   *
   * @param events to send; may be empty
   * @param next where to go on
   * @param missing how many entries before the first that was found are not there: lost with a part
   *     of the disk
   * @param unreadable why the entry before {@code next} makes no event; null if all do
   */
  record Batch(List<UsageEvent> events, long next, long missing, @Nullable String unreadable) {}

  /**
   * Reads on.
   *
   * @param place position of the first entry
   * @throws IOException if the disk fails
   */
  Batch next(long place) throws IOException {
    Collector collector = new Collector(place);
    try {
      ledger.follow(place, collector);
    } catch (UnreadableEntryException unreadable) {
      if (collector.next == place) {
        String why = String.valueOf(unreadable.getMessage());
        return new Batch(List.of(), unreadable.index() + 1, unreadable.index() - place, why);
      }
    }
    return new Batch(collector.events, collector.next, collector.missing, collector.unreadable);
  }

  private final class Collector implements LedgerFeed {
    private final List<UsageEvent> events = new ArrayList<>();
    private final long first;
    private long next;
    private long missing;
    private long bytes;
    private @Nullable String unreadable;

    Collector(long place) {
      this.first = place;
      this.next = place;
    }

    @Override
    public boolean take(long index, LedgerEntry entry) {
      if (index != next) {
        if (next == first) {
          missing = index - next;
          next = index;
        }
        return false; // the next batch begins behind the gap, or with it
      }
      Optional<UsageEvent> event;
      try {
        event = UsageEvent.of(index, entry, source);
      } catch (RuntimeException failure) {
        if (next != first) {
          return false; // the next batch begins with it
        }
        unreadable = "entry " + index + " cannot be written as JSON: " + failure;
        next = index + 1;
        return false;
      }
      next = index + 1;
      if (event.isPresent() && tenants.test(event.get().subject())) {
        events.add(event.get());
        bytes += event.get().json().length();
      }
      return events.size() < mostEvents && bytes < mostBytes && next - first < MOST_LOOKED_AT;
    }
  }
}
