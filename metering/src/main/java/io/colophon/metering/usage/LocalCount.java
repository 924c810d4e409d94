package io.colophon.metering.usage;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.UsageUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What passed through here, counted by us, to stand in for what a vendor does not say or cannot
 * have meant. Immutable.
 */
public final class LocalCount {
  /** Nothing passed through, or nobody counted. */
  public static final LocalCount NONE = new LocalCount(Map.of());

  private final Map<UsageUnit, TokenCount> counts;

  private LocalCount(Map<UsageUnit, TokenCount> counts) {
    this.counts = counts;
  }

  /** The same with a count of tokens. */
  public LocalCount with(UsageUnit unit, TokenCount count) {
    EnumMap<UsageUnit, TokenCount> more = new EnumMap<>(UsageUnit.class);
    more.putAll(counts);
    more.put(unit, count);
    return new LocalCount(more);
  }

  /** The same with something that was counted, such as pictures that were put out. */
  public LocalCount withCounted(UsageUnit unit, long value) {
    return with(unit, TokenCount.counted(value));
  }

  /** The same with something that follows from the request, such as the length asked for. */
  public LocalCount withEstimated(UsageUnit unit, long value) {
    return with(unit, new TokenCount(value, value, Quantity.Source.ESTIMATED));
  }

  Optional<TokenCount> of(UsageUnit unit) {
    return Optional.ofNullable(counts.get(unit));
  }

  Map<UsageUnit, TokenCount> counts() {
    return counts;
  }
}
