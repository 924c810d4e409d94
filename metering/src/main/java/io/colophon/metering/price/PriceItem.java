package io.colophon.metering.price;

import io.colophon.metering.figure.Metric;
import io.colophon.provider.spi.UsageUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a price can be set on: a counter of the usage, a metered figure, or the request itself. Each
 * is counted in whole base units, so that amounts are exact.
 */
public final class PriceItem {
  private static final Map<String, PriceItem> BY_ID = new LinkedHashMap<>();

  static {
    for (UsageUnit unit : UsageUnit.values()) {
      add(new PriceItem(unit.id(), unit, null, 1));
    }
  }

  /** A request for which the upstream reported any use at all. */
  public static final PriceItem REQUESTS = add(new PriceItem("requests", null, null, 1));

  /** Time on accelerators as metered, in microseconds; priced by the second. */
  public static final PriceItem GPU_SECONDS =
      add(new PriceItem("gpu_seconds", null, Metric.ACCELERATOR_TIME, 1_000_000));

  /** Floating point operations as metered, in 1e9 (GFLOP); priced by the 1e15 (PFLOP). */
  public static final PriceItem PFLOP =
      add(new PriceItem("pflop", null, Metric.COMPUTE, 1_000_000));

  /** Electricity of the facility as metered, in 1e-9 kWh; priced by the kWh. */
  public static final PriceItem KWH = add(new PriceItem("kwh", null, Metric.ENERGY, 1_000_000_000));

  /** What is added to reach the least that a request costs. Has no price of its own. */
  public static final PriceItem MINIMUM = add(new PriceItem("minimum", null, null, 1));

  private final String id;
  private final @Nullable UsageUnit unit;
  private final @Nullable Metric metric;
  private final long scale;

  private PriceItem(String id, @Nullable UsageUnit unit, @Nullable Metric metric, long scale) {
    this.id = id;
    this.unit = unit;
    this.metric = metric;
    this.scale = scale;
  }

  private static PriceItem add(PriceItem item) {
    BY_ID.put(item.id, item);
    return item;
  }

  /** The item of a counter. */
  public static PriceItem of(UsageUnit unit) {
    return Objects.requireNonNull(BY_ID.get(unit.id()));
  }

  /** The item of that id, which may name a tier behind a colon, as in {@code images:1024x1024}. */
  public static Optional<PriceItem> find(String id) {
    int colon = id.indexOf(':');
    return Optional.ofNullable(BY_ID.get(colon < 0 ? id : id.substring(0, colon)));
  }

  /** All that can have a price. */
  public static List<PriceItem> all() {
    return BY_ID.values().stream().filter(item -> item != MINIMUM).toList();
  }

  /** The name in lines of costs, for instance {@code input_tokens} or {@code kwh}. */
  public String id() {
    return id;
  }

  /** The counter; empty for figures and requests. */
  public Optional<UsageUnit> unit() {
    return Optional.ofNullable(unit);
  }

  /** The figure of the reading; empty for counters and requests. */
  public Optional<Metric> metric() {
    return Optional.ofNullable(metric);
  }

  /** How many base units make the one that the name tells; 1 for counters. */
  public long scale() {
    return scale;
  }

  @Nullable UsageUnit unitOrNull() {
    return unit;
  }

  @Nullable Metric metricOrNull() {
    return metric;
  }

  @Override
  public String toString() {
    return id;
  }
}
