package io.colophon.benchmarks.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.ledger.AttemptEntry;
import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.Reservation;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Entries of ordinary text generations, each with an id of its own in the order of time. */
final class Entries {
  private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final Usage EXPECTED =
      Usage.from(Quantity.Source.ESTIMATED)
          .with(UsageUnit.INPUT_TOKENS, 1_150)
          .with(UsageUnit.OUTPUT_TOKENS, 4_096)
          .build();
  private static final Usage USED =
      Usage.from(Quantity.Source.PROVIDER_FINAL)
          .with(UsageUnit.INPUT_TOKENS, 1_204)
          .with(UsageUnit.CACHE_READ_TOKENS, 1_024)
          .with(UsageUnit.OUTPUT_TOKENS, 377)
          .build();
  private static final MeterReading READING = reading();

  private final AtomicLong next = new AtomicLong(System.currentTimeMillis() << 20);

  OpenedEntry opened() {
    return new OpenedEntry(
        id(next.getAndIncrement()),
        Instant.now(),
        "acme",
        "production",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "req_7d1c0a52",
        "chat",
        Modality.TEXT,
        "chat-large",
        new Reservation("vendor-eu/chat-large-2026", EXPECTED));
  }

  SettledEntry settled(OpenedEntry opened) {
    return new SettledEntry(
        opened,
        opened.time(),
        EndState.COMPLETED,
        "vendor-eu",
        "chat-large-2026",
        "chat-large-2026",
        List.of(new AttemptEntry("vendor-eu/chat-large-2026", "ok", 1_400_123_456L)),
        USED,
        READING,
        List.of("cn:text-suffix", "eu:metadata"),
        List.of());
  }

  /** A ULID: time in milliseconds in the upper 48 bits, here with a counter behind it. */
  private static String id(long value) {
    char[] id = new char[26];
    long millis = value >>> 20;
    for (int i = 9; i >= 0; i--) {
      id[i] = DIGITS[(int) (millis & 31)];
      millis >>>= 5;
    }
    long rest = (value & 0xFFFFF) * 0x9E3779B97F4A7C15L;
    for (int i = 25; i >= 10; i--) {
      id[i] = DIGITS[(int) (rest & 31)];
      rest = rest >>> 5 | rest << 59;
    }
    return new String(id);
  }

  private static MeterReading reading() {
    Method roofline = new Method("flop-roofline", "1");
    Method grid = new Method("grid-ecologits", "0.11.2");
    Figures.Builder figures = Figures.collect();
    Interval energy = new Interval(1.8614078136817856E-5, 1.883865497387961E-5, 1.91E-5);
    for (Metric metric : Metric.values()) {
      boolean carbon = metric == Metric.CO2E || metric == Metric.COAL;
      figures.with(
          metric,
          new Figure.Known(
              carbon ? energy.times(0.03526) : new Interval(4.761e12, 2.464e13, 2.773e13),
              carbon ? grid : roofline,
              carbon ? "SWE" : "parameters x tokens"));
    }
    return new MeterReading(
        figures.build(),
        "flop-roofline, since measured-local: the provider reports no CPU or accelerator time;"
            + " throughput-profile: no throughput of the model is published",
        new MeterReading.Place("SWE", Interval.of(1.16), false),
        new Cost.Priced(
            1_061_500,
            "USD",
            "2026-10",
            List.of(
                new Cost.Line("input_tokens", 180, 500_000_000, 1_000_000, 90_000),
                new Cost.Line("cache_read_tokens", 1_024, 50_000_000, 1_000_000, 51_200),
                new Cost.Line("output_tokens", 377, 2_440_000_000L, 1_000_000, 919_880))));
  }
}
