package io.colophon.metering.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries, a few hundred bytes each. {@link EntryHead} says how one begins. After the head
 * come fields in any order: a varint {@code number << 2 | form}, where the form is 0 number, 1
 * eight bytes, 2 section (its length in bytes as a varint, then parts in a fixed order), 3 text
 * ({@link EntryText}). Fields may be added, and parts at the end of a section; readers that do not
 * know them step over them. Absent is null, or empty for what may be there more than once.
 */
final class EntryWriter {
  private static final UsageUnit[] UNITS = UsageUnit.values();
  private static final Quantity.Source[] SOURCES = Quantity.Source.values();
  private static final ThreadLocal<EntrySink> SINKS = ThreadLocal.withInitial(EntrySink::new);

  private EntryWriter() {}

  /**
   * The entry in a buffer of its own.
   *
   * @throws ArithmeticException if a time is not within the years 1678 to 2262
   */
  static ByteBuffer write(LedgerEntry entry) {
    EntrySink sink = SINKS.get();
    sink.start();
    if (entry instanceof OpenedEntry opened) {
      head(sink, EntryHead.OPENED, 0, opened);
      admission(sink, opened);
    } else if (entry instanceof SettledEntry settled) {
      head(sink, EntryHead.SETTLED, 0, settled.opened());
      admission(sink, settled.opened());
      settlement(sink, settled);
    } else if (entry instanceof CorrectionEntry correction) {
      head(sink, EntryHead.CORRECTED, correction.revision(), correction.corrected().opened());
      sink.put(EntryField.BOOKED_AT);
      sink.fixed(nanos(correction.time()));
      text(sink, EntryField.REASON, correction.reason());
      admission(sink, correction.corrected().opened());
      settlement(sink, correction.corrected());
    }
    return sink.finish();
  }

  private static void head(EntrySink sink, int kind, int revision, OpenedEntry opened) {
    sink.put(EntryHead.FORMAT);
    sink.put(kind);
    sink.put(opened.usageId().length());
    sink.ascii(opened.usageId());
    sink.number(revision);
    sink.fixed(nanos(opened.time()));
  }

  private static void admission(EntrySink sink, OpenedEntry opened) {
    text(sink, EntryField.TENANT, opened.tenant());
    text(sink, EntryField.KEY, opened.keyId());
    text(sink, EntryField.END_USER, opened.endUserHash());
    text(sink, EntryField.GENERATION, opened.generationId());
    text(sink, EntryField.ROUTE, opened.route());
    sink.put(EntryField.MODALITY);
    sink.bytes(EntryNames.bytes(opened.modality()));
    text(sink, EntryField.MODEL, opened.requestedModel());
    text(sink, EntryField.EXPECTED_OF, opened.reservation().target());
    if (!opened.reservation().expected().quantities().isEmpty()) {
      usage(sink, EntryField.EXPECTED, opened.reservation().expected());
    }
    suspicions(sink, EntryField.EXPECTED_SUSPECT, opened.reservation().expected());
  }

  private static void settlement(EntrySink sink, SettledEntry settled) {
    sink.put(EntryField.SETTLED_AT);
    sink.fixed(nanos(settled.time()));
    sink.put(EntryField.END);
    sink.bytes(EntryNames.bytes(settled.endState()));
    text(sink, EntryField.PROVIDER, settled.provider());
    text(sink, EntryField.TARGET_MODEL, settled.targetModel());
    text(sink, EntryField.SERVED_MODEL, settled.servedModel());
    String provider = settled.provider() == null ? "" : settled.provider();
    String model = settled.targetModel() == null ? "" : settled.targetModel();
    for (AttemptEntry attempt : settled.attempts()) {
      sink.put(EntryField.ATTEMPT);
      int start = sink.begin();
      sink.path(attempt.target(), provider, model);
      sink.text(attempt.outcome());
      sink.signed(attempt.durationNanos());
      sink.end(start);
    }
    usage(sink, EntryField.USAGE, settled.usage());
    suspicions(sink, EntryField.SUSPECT, settled.usage());
    reading(sink, settled.reading());
    texts(sink, EntryField.LABEL, settled.labels());
    texts(sink, EntryField.RECEIPT, settled.receiptIds());
  }

  /** For each source that has any: the source, how many counters, and these. */
  private static void usage(EntrySink sink, int field, Usage usage) {
    Map<UsageUnit, Quantity.Known> quantities = usage.quantities();
    sink.put(field);
    int start = sink.begin();
    int sources = 0;
    long units = 0;
    for (Map.Entry<UsageUnit, Quantity.Known> counter : quantities.entrySet()) {
      sources |= 1 << counter.getValue().source().ordinal();
      units |= 1L << counter.getKey().ordinal(); // with more than 64 units two share a bit
    }
    for (int s = 0; sources >>> s != 0; s++) {
      if ((sources >>> s & 1) != 0) {
        counters(sink, quantities, SOURCES[s], units);
      }
    }
    sink.end(start);
  }

  private static void counters(
      EntrySink sink, Map<UsageUnit, Quantity.Known> all, Quantity.Source source, long units) {
    int count = 0;
    for (Quantity.Known known : all.values()) {
      count += known.source() == source ? 1 : 0;
    }
    sink.bytes(EntryNames.bytes(source));
    sink.number(count);
    for (int u = 0; u < UNITS.length && count > 0; u++) {
      Quantity.Known known = (units >>> u & 1) == 0 ? null : all.get(UNITS[u]);
      if (known != null && known.source() == source) {
        sink.bytes(EntryNames.bytes(UNITS[u]));
        sink.number(known.value());
        count--;
      }
    }
  }

  private static void suspicions(EntrySink sink, int field, Usage usage) {
    for (Suspicion suspicion : usage.suspicions()) {
      sink.put(field);
      int start = sink.begin();
      sink.bytes(EntryNames.bytes(suspicion.unit()));
      sink.text(suspicion.found());
      sink.text(suspicion.expected());
      sink.end(start);
    }
  }

  private static void reading(EntrySink sink, MeterReading reading) {
    sink.put(EntryField.FIGURES);
    int start = sink.begin();
    FiguresForm.put(sink, reading.figures());
    sink.end(start);
    text(sink, EntryField.ENERGY_BY, reading.energyReason());
    text(sink, EntryField.ZONE, reading.place().zone());
    sink.put(EntryField.PUE);
    start = sink.begin();
    sink.put(reading.place().pueAssumed() ? 1 : 0);
    FiguresForm.put(sink, reading.place().pue());
    sink.end(start);
    if (reading.cost() instanceof Cost.Unpriced unpriced) {
      text(sink, EntryField.UNPRICED, unpriced.reason());
    } else if (reading.cost() instanceof Cost.Priced priced) {
      priced(sink, priced);
    }
  }

  private static void priced(EntrySink sink, Cost.Priced priced) {
    sink.put(EntryField.PRICED);
    int start = sink.begin();
    sink.signed(priced.nanos());
    sink.text(priced.currency());
    sink.text(priced.version());
    sink.end(start);
    for (Cost.Line line : priced.lines()) {
      sink.put(EntryField.LINE);
      start = sink.begin();
      sink.text(line.item());
      sink.signed(line.quantity());
      sink.signed(line.pricedNanos());
      sink.signed(line.per());
      sink.signed(line.nanos());
      sink.end(start);
    }
  }

  private static void texts(EntrySink sink, int field, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      text(sink, field, values.get(i));
    }
  }

  private static void text(EntrySink sink, int field, @Nullable String value) {
    if (value != null) {
      sink.put(field);
      sink.text(value);
    }
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
