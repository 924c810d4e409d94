package io.colophon.metering.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EntryWriter} wrote, and the JSON of earlier versions. */
final class EntryReader {
  private final EntrySource source;

  private String tenant = "";
  private String key = "";
  private @Nullable String endUser;
  private String generation = "";
  private String route = "";
  private @Nullable Modality modality;
  private String model = "";
  private @Nullable String expectedOf;
  private Map<UsageUnit, Quantity.Known> expected = Map.of();
  private final List<Suspicion> expectedSuspect = new ArrayList<>(0);

  private @Nullable Instant settledAt;
  private @Nullable EndState end;
  private @Nullable String provider;
  private @Nullable String targetModel;
  private @Nullable String servedModel;
  private final List<AttemptEntry> attempts = new ArrayList<>(1);
  private Map<UsageUnit, Quantity.Known> usage = Map.of();
  private final List<Suspicion> suspect = new ArrayList<>(0);
  private @Nullable Figures figures;
  private String energyBy = "";
  private @Nullable String zone;
  private @Nullable Interval pue;
  private boolean pueAssumed;
  private @Nullable String unpriced;
  private Cost.@Nullable Priced priced;
  private final List<Cost.Line> lines = new ArrayList<>(4);
  private final List<String> labels = new ArrayList<>(2);
  private final List<String> receipts = new ArrayList<>(1);

  private @Nullable Instant bookedAt;
  private String reason = "";

  private EntryReader(EntrySource source) {
    this.source = source;
  }

  /**
   * Reads one entry.
   *
   * @throws IOException when the bytes are not an entry
   */
  static LedgerEntry read(ByteBuffer record) throws IOException {
    if (EntryHead.isJson(record)) {
      return JsonEntryReader.read(record);
    }
    EntrySource source = new EntrySource(record);
    try {
      EntryHead head = EntryHead.take(source);
      EntryReader reader = new EntryReader(source);
      while (source.hasMore()) {
        reader.field((int) Math.min(source.number(), Integer.MAX_VALUE));
      }
      return reader.entry(head);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "a ledger entry of " + record.remaining() + " bytes is not understood: " + e.getMessage(),
          e);
    }
  }

  private void field(int field) throws IOException {
    switch (field) {
      case EntryField.TENANT -> tenant = source.text();
      case EntryField.KEY -> key = source.text();
      case EntryField.END_USER -> endUser = source.text();
      case EntryField.GENERATION -> generation = source.text();
      case EntryField.ROUTE -> route = source.text();
      case EntryField.MODALITY -> modality = EntryNames.modality(source.text());
      case EntryField.MODEL -> model = source.text();
      case EntryField.EXPECTED_OF -> expectedOf = source.text();
      case EntryField.SETTLED_AT -> settledAt = time(source.fixed());
      case EntryField.END -> end = EntryNames.endState(source.text());
      case EntryField.PROVIDER -> provider = source.text();
      case EntryField.TARGET_MODEL -> targetModel = source.text();
      case EntryField.SERVED_MODEL -> servedModel = source.text();
      case EntryField.ENERGY_BY -> energyBy = source.text();
      case EntryField.ZONE -> zone = source.text();
      case EntryField.UNPRICED -> unpriced = source.text();
      case EntryField.LABEL -> labels.add(source.text());
      case EntryField.RECEIPT -> receipts.add(source.text());
      case EntryField.BOOKED_AT -> bookedAt = time(source.fixed());
      case EntryField.REASON -> reason = source.text();
      default -> {
        if ((field & 3) == EntryField.SECTION) {
          int outer = source.enter();
          section(field);
          source.leave(outer);
        } else {
          source.skip(field);
        }
      }
    }
  }

  /** Takes the parts of a section it knows. */
  private void section(int field) throws IOException {
    switch (field) {
      case EntryField.EXPECTED -> expected = quantities();
      case EntryField.EXPECTED_SUSPECT -> expectedSuspect.add(suspicion());
      case EntryField.ATTEMPT ->
          attempts.add(new AttemptEntry(source.text(), source.text(), source.signed()));
      case EntryField.USAGE -> usage = quantities();
      case EntryField.SUSPECT -> suspect.add(suspicion());
      case EntryField.FIGURES -> figures = FiguresForm.figures(source);
      case EntryField.PUE -> {
        pueAssumed = source.take() != 0;
        pue = FiguresForm.interval(source, Interval.ZERO);
      }
      case EntryField.PRICED ->
          priced = new Cost.Priced(source.signed(), source.text(), source.text(), List.of());
      case EntryField.LINE ->
          lines.add(
              new Cost.Line(
                  source.text(),
                  source.signed(),
                  source.signed(),
                  source.signed(),
                  source.signed()));
      default -> {
        // of a later version: the caller steps over it
      }
    }
  }

  private Map<UsageUnit, Quantity.Known> quantities() throws IOException {
    Map<UsageUnit, Quantity.Known> quantities = new TreeMap<>();
    while (source.hasMore()) {
      Quantity.Source from = EntryNames.source(source.text());
      for (int left = source.count(); left > 0; left--) {
        quantities.put(EntryNames.unit(source.text()), new Quantity.Known(source.number(), from));
      }
    }
    return quantities;
  }

  private Suspicion suspicion() throws IOException {
    return new Suspicion(EntryNames.unit(source.text()), source.text(), source.text());
  }

  private LedgerEntry entry(EntryHead head) throws IOException {
    OpenedEntry opened = opened(head);
    return switch (head.kind()) {
      case EntryHead.OPENED -> opened;
      case EntryHead.SETTLED -> settled(opened);
      default ->
          new CorrectionEntry(
              head.revision(), there(bookedAt, "time of booking"), reason, settled(opened));
    };
  }

  private OpenedEntry opened(EntryHead head) throws IOException {
    return new OpenedEntry(
        head.usageId(),
        time(head.nanos()),
        tenant,
        key,
        endUser,
        generation,
        route,
        there(modality, "modality"),
        model,
        expectedOf == null && expected.isEmpty() && expectedSuspect.isEmpty()
            ? Reservation.NONE
            : new Reservation(expectedOf, new Usage(expected, expectedSuspect)));
  }

  private SettledEntry settled(OpenedEntry opened) throws IOException {
    return new SettledEntry(
        opened,
        there(settledAt, "time of settlement"),
        there(end, "end state"),
        provider,
        targetModel,
        servedModel,
        attempts,
        usage.isEmpty() && suspect.isEmpty() ? Usage.UNREPORTED : new Usage(usage, suspect),
        new MeterReading(
            there(figures, "figures"),
            energyBy,
            new MeterReading.Place(zone, there(pue, "PUE"), pueAssumed),
            cost()),
        labels,
        receipts);
  }

  private Cost cost() throws IOException {
    if (unpriced != null) {
      return new Cost.Unpriced(unpriced);
    }
    Cost.Priced sum = there(priced, "cost");
    return new Cost.Priced(sum.nanos(), sum.currency(), sum.version(), lines);
  }

  private <T> T there(@Nullable T part, String name) throws IOException {
    if (part == null) {
      throw source.bad("no " + name);
    }
    return part;
  }

  private static Instant time(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
