package io.colophon.metering.ledger;

import io.colophon.metering.MeterReading;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Entries of every shape there is, ordinary and strange, from a seed. */
public final class RandomEntries {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "chat-8b",
          "vendor-eu",
          "vendor-eu/chat-8b",
          "completed",
          "parameters x tokens",
          "0123456789abcdef",
          "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
          "0123456789abcdeF",
          "生成内容",
          "half \ud83d a pair",
          "\udc00\ud83d",
          "\u0000\u007f\u0080\u07ff\u0800\uffff",
          "flop-roofline, since a: one; b: two; c, since d: three",
          "; , since / ; ",
          "x".repeat(300),
          "é".repeat(2_000),
          "long; ".repeat(40));

  private final RandomGenerator random;

  public RandomEntries(RandomGenerator random) {
    this.random = random;
  }

  public LedgerEntry next() {
    OpenedEntry opened = opened();
    return switch (random.nextInt(3)) {
      case 0 -> opened;
      case 1 -> settled(opened);
      default ->
          new CorrectionEntry(
              1 + random.nextInt(random.nextBoolean() ? 3 : Integer.MAX_VALUE - 1),
              time(),
              "because " + text(),
              settled(opened));
    };
  }

  private OpenedEntry opened() {
    return new OpenedEntry(
        id(),
        time(),
        text(),
        text(),
        maybe(this::text),
        text(),
        text(),
        pick(Modality.values()),
        text(),
        random.nextInt(3) == 0 ? Reservation.NONE : new Reservation(maybe(this::text), usage()));
  }

  private SettledEntry settled(OpenedEntry opened) {
    return new SettledEntry(
        opened,
        time(),
        pick(EndState.values()),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        list(() -> new AttemptEntry(text(), text(), number())),
        usage(),
        random.nextInt(4) == 0
            ? MeterReading.unknown(text())
            : new MeterReading(
                figures(),
                text(),
                new MeterReading.Place(maybe(this::text), interval(), random.nextBoolean()),
                cost()),
        list(this::text),
        list(this::text));
  }

  private Usage usage() {
    Map<UsageUnit, Quantity.Known> counters = new EnumMap<>(UsageUnit.class);
    for (int i = random.nextInt(6); i > 0; i--) {
      counters.put(
          pick(UsageUnit.values()),
          new Quantity.Known(number() & Long.MAX_VALUE, pick(Quantity.Source.values())));
    }
    return new Usage(
        counters,
        random.nextInt(3) > 0
            ? List.of()
            : list(() -> new Suspicion(pick(UsageUnit.values()), text(), text())));
  }

  private Figures figures() {
    List<Method> methods =
        List.of(new Method("flop-roofline", "1"), new Method("x", "y"), new Method("生", "2"));
    Figures.Builder figures = Figures.collect();
    Interval base = interval();
    for (Metric metric : Metric.values()) {
      figures.with(
          metric,
          random.nextInt(4) == 0
              ? new Figure.Unknown(text())
              : new Figure.Known(
                  random.nextBoolean() ? base.times(random.nextDouble()) : interval(),
                  methods.get(random.nextInt(methods.size())),
                  text()));
    }
    return figures.build();
  }

  private Interval interval() {
    double low = random.nextInt(5) == 0 ? 0 : random.nextDouble() * Math.pow(10, number(30));
    return random.nextInt(3) == 0
        ? Interval.of(low)
        : new Interval(low, low * 1.1 + Double.MIN_VALUE, low * 1.7 + 1e-300);
  }

  private Cost cost() {
    return random.nextInt(4) == 0
        ? new Cost.Unpriced(text())
        : new Cost.Priced(
            number(),
            "USD",
            text(),
            list(() -> new Cost.Line(text(), number(), number(), number(), number())));
  }

  private String id() {
    StringBuilder id = new StringBuilder();
    for (int i = random.nextInt(64); i >= 0; i--) {
      id.append("0189AZaz-_".charAt(random.nextInt(10)));
    }
    return id.toString();
  }

  private Instant time() {
    return switch (random.nextInt(4)) {
      case 0 -> Instant.EPOCH;
      case 1 -> Instant.ofEpochSecond(-random.nextInt(1_000_000), random.nextInt(1_000_000_000));
      default -> Instant.ofEpochSecond(random.nextLong(9_000_000_000L), random.nextInt(1_000_000));
    };
  }

  private long number() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(1_000);
      case 1 -> -random.nextInt(1_000);
      case 2 -> random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE;
      default -> random.nextLong();
    };
  }

  private int number(int bound) {
    return random.nextInt(2 * bound + 1) - bound;
  }

  private String text() {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    return random.nextInt(4) == 0 ? text + random.nextInt(100) : text;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> list(Supplier<T> value) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value.get());
    }
    return list;
  }
}
