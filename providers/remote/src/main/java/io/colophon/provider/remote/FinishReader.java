package io.colophon.provider.remote;

import static io.colophon.provider.remote.OutputRules.malformed;

import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.v1.ProviderFinished;
import io.colophon.v1.UsageCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the last event: why the model stopped and what it used. */
final class FinishReader {
  private static final int MOST_COUNTERS = 256;

  /** The most that is believed of a counter other than floating point operations. */
  private static final long MOST = 1_000_000_000_000_000L;

  private static final Map<String, UsageUnit> UNITS =
      Arrays.stream(UsageUnit.values())
          .collect(Collectors.toUnmodifiableMap(UsageUnit::id, Function.identity()));
  private static final Map<String, Quantity.Source> SOURCES =
      Arrays.stream(Quantity.Source.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  source -> source.name().toLowerCase(Locale.ROOT), Function.identity()));

  private FinishReader() {}

  static GenerationEvent.Finished read(ProviderFinished said) {
    FinishReason reason =
        switch (said.getReason()) {
          case FINISH_REASON_STOP -> FinishReason.STOP;
          case FINISH_REASON_LENGTH, FINISH_REASON_LIMIT_REACHED -> FinishReason.LENGTH;
          case FINISH_REASON_TOOL_CALLS -> FinishReason.TOOL_CALLS;
          case FINISH_REASON_CONTENT_FILTERED -> FinishReason.CONTENT_FILTERED;
          case FINISH_REASON_UNSPECIFIED, UNRECOGNIZED ->
              throw malformed("finished without a reason that this gateway knows");
        };
    return new GenerationEvent.Finished(reason, usage(said.getUsageList()));
  }

  /** Counters of a newer contract are passed over: what is not known is not reported. */
  static Usage usage(List<UsageCount> said) {
    if (said.size() > MOST_COUNTERS) {
      throw malformed("reported more than " + MOST_COUNTERS + " counters");
    }
    List<Suspicion> suspicions = new ArrayList<>(0);
    EnumMap<UsageUnit, Quantity.Known> counters = new EnumMap<>(UsageUnit.class);
    for (UsageCount count : said) {
      UsageUnit unit = UNITS.get(count.getUnit());
      if (unit == null) {
        continue;
      }
      Quantity.Source source =
          count.getSource().isEmpty()
              ? Quantity.Source.PROVIDER_FINAL
              : SOURCES.get(count.getSource());
      if (source == null || counters.containsKey(unit)) {
        throw malformed(
            "reported "
                + unit.id()
                + " by \""
                + Excerpt.of(count.getSource())
                + "\", expected one count with a source of the contract");
      }
      long most = unit == UsageUnit.FLOP ? Long.MAX_VALUE : MOST;
      long clamped = Math.max(0, Math.min(count.getValue(), most));
      if (clamped != count.getValue()) {
        suspicions.add(
            new Suspicion(
                unit, Long.toString(count.getValue()), "a whole number from 0 to " + most));
      }
      counters.put(unit, new Quantity.Known(clamped, source));
    }
    return new Usage(counters, suspicions);
  }
}
