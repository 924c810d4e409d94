package io.colophon.provider.http;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects a {@link Usage} out of a vendor's answer, by the same rules for every dialect: an
 * explicit zero is a count; a field that is missing or null is not reported; a field that says what
 * cannot be is clamped, see {@link StatedCount}, and noted as suspect; a field that is no number is
 * noted and not reported. Counts by the vendor are {@link Quantity.Source#PROVIDER_FINAL}. Not
 * thread-safe.
 */
public final class UsageFields {
  private final EnumMap<UsageUnit, Quantity.Known> quantities = new EnumMap<>(UsageUnit.class);
  private final List<Suspicion> suspicions = new ArrayList<>(0);

  /** Takes the count at {@code node}, if there is one. */
  public UsageFields with(UsageUnit unit, JsonNode node) {
    return with(unit, StatedCount.read(node));
  }

  /** Takes the count at {@code node}, of a vendor that writes numbers as texts. */
  public UsageFields withText(UsageUnit unit, JsonNode node) {
    return with(unit, StatedCount.readText(node));
  }

  /** Takes a length in seconds, possibly with a fraction, as milliseconds. */
  public UsageFields withSeconds(UsageUnit unit, JsonNode node) {
    return with(unit, StatedCount.readScaled(node, 1000));
  }

  /** Takes a count that was read; null says nothing. A second one replaces the first. */
  public UsageFields with(UsageUnit unit, @Nullable StatedCount count) {
    if (count == null) {
      return this;
    }
    note(unit, count);
    if (count.isNumber()) {
      put(unit, count.value(), Quantity.Source.PROVIDER_FINAL);
    }
    return this;
  }

  /** Takes what follows from sound counts of the vendor. */
  public UsageFields with(UsageUnit unit, long value) {
    put(unit, value, Quantity.Source.PROVIDER_FINAL);
    return this;
  }

  /**
   * Takes the sum of counts of which the vendor states the parts. Without the first part nothing is
   * known of the sum; another part that is missing is none.
   */
  public UsageFields withSum(
      UsageUnit unit, @Nullable StatedCount first, @Nullable StatedCount... others) {
    if (first == null) {
      return this;
    }
    note(unit, first);
    if (!first.isNumber()) {
      return this;
    }
    long sum = first.value();
    for (StatedCount other : others) {
      if (other != null) {
        note(unit, other); // what is added up from something suspect is suspect
        sum += other.isNumber() ? other.value() : 0;
      }
    }
    put(unit, Math.min(sum, StatedCount.MOST), Quantity.Source.PROVIDER_FINAL);
    return this;
  }

  /** Takes what we counted ourselves, where the vendor does not count it. */
  public UsageFields counted(UsageUnit unit, long value) {
    if (!quantities.containsKey(unit)) {
      put(unit, value, Quantity.Source.COUNTED_LOCALLY);
    }
    return this;
  }

  /** Notes something that does not fit together. */
  public UsageFields suspect(UsageUnit unit, String found, String expected) {
    suspicions.add(new Suspicion(unit, found, expected));
    return this;
  }

  private void note(UsageUnit unit, StatedCount count) {
    Suspicion suspicion = count.suspicion(unit);
    if (suspicion != null) {
      suspicions.add(suspicion);
    }
  }

  private void put(UsageUnit unit, long value, Quantity.Source source) {
    quantities.put(unit, new Quantity.Known(value, source));
  }

  /** What was said; {@link Usage#UNREPORTED} when that is nothing. */
  public Usage build() {
    return quantities.isEmpty() && suspicions.isEmpty()
        ? Usage.UNREPORTED
        : new Usage(quantities, suspicions);
  }
}
