package io.colophon.metering.ledger;

import io.colophon.metering.Meter;
import io.colophon.metering.MeterInput;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.RunShape;
import io.colophon.metering.environment.Sites;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.price.PriceBook;
import io.colophon.metering.price.Tariff;
import io.colophon.metering.price.UnitPrice;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Instant;
import java.util.List;

/** Entries that look like real ones. */
public final class SampleEntries {
  public static final Instant TIME = Instant.parse("2026-11-22T08:00:00.123456789Z");

  public static final PriceBook PRICES =
      new PriceBook(
          List.of(
              new Tariff(
                  "chat-8b",
                  "USD",
                  "2026-10",
                  Instant.EPOCH,
                  null,
                  List.of(
                      new UnitPrice(UsageUnit.INPUT_TOKENS, 150_000_000, 1_000_000),
                      new UnitPrice(UsageUnit.OUTPUT_TOKENS, 600_000_000, 1_000_000)))));

  private static final Meter METER = new Meter(ComputeLadder.standard(), PRICES);
  private static final ModelFacts MODEL =
      ModelFacts.named("chat-8b").withParameters(Interval.between(7e9, 9e9), null);

  private SampleEntries() {}

  public static OpenedEntry opened(String usageId) {
    return opened(usageId, "acme", "key-1", TIME);
  }

  public static OpenedEntry opened(String usageId, String tenant, String key, Instant time) {
    return new OpenedEntry(
        usageId,
        time,
        tenant,
        key,
        "hash-of-user",
        "gen-" + usageId,
        "chat",
        Modality.TEXT,
        "chat");
  }

  public static SettledEntry settled(OpenedEntry opened) {
    return settled(opened, EndState.COMPLETED, tokens(1_200, 340));
  }

  public static SettledEntry settled(OpenedEntry opened, EndState end, Usage usage) {
    return new SettledEntry(
        opened,
        opened.time().plusMillis(1_500),
        end,
        "vendor-eu",
        "chat-8b",
        "chat-8b-2026-05",
        List.of(
            new AttemptEntry("vendor-us/chat-8b", "overloaded", 20_000_000),
            new AttemptEntry("vendor-eu/chat-8b", "ok", 1_400_000_000)),
        usage,
        METER.read(
            new MeterInput(
                Modality.TEXT,
                usage,
                RunShape.UNKNOWN,
                "vendor-eu/chat-8b",
                MODEL,
                Sites.ofVendor("mistralai"),
                1_400_000_000,
                opened.time())),
        List.of("cn:text-suffix", "eu:metadata"),
        List.of("receipt-" + opened.usageId()));
  }

  public static Usage tokens(long input, long output) {
    return Usage.from(Source.PROVIDER_FINAL)
        .with(UsageUnit.INPUT_TOKENS, input)
        .with(UsageUnit.OUTPUT_TOKENS, output)
        .build();
  }
}
