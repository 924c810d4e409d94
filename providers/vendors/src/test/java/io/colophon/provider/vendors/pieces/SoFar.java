package io.colophon.provider.vendors.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.util.Map;
import java.util.TreeMap;

/** What a stream said of its usage before its end. */
public final class SoFar {
  private SoFar() {}

  /** The counters that were said last by name; none of them may be called final. */
  public static Map<String, Long> counts(CollectingSubscriber subscriber) {
    Map<String, Long> counts = new TreeMap<>();
    for (GenerationEvent event : subscriber.events()) {
      if (event instanceof GenerationEvent.UsedSoFar said) {
        counts.clear();
        for (UsageUnit unit : UsageUnit.values()) {
          if (said.usage().of(unit) instanceof Quantity.Known known) {
            assertThat(known.source()).isEqualTo(Quantity.Source.PROVIDER_PARTIAL);
            counts.put(unit.id(), known.value());
          }
        }
      }
    }
    return counts;
  }
}
