package io.colophon.gateway.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Instruments as a message of OTLP 1 (opentelemetry-proto, metrics/v1). Sums and histograms are
 * cumulative since the start, so that a message that is lost loses nothing. Thread-safe.
 */
final class OtlpRequest {
  private static final String SCOPE = "io.colophon.gateway";

  private final Instruments instruments;
  private final Resource resource;
  private final Clock clock;
  private final long startNanos;

  /**
   * @param instance tells this process from others of the same service
   */
  OtlpRequest(Instruments instruments, String instance, Clock clock) {
    this.instruments = instruments;
    this.resource =
        Resource.newBuilder()
            .addAttributes(attribute("service.name", "colophon"))
            .addAttributes(attribute("service.instance.id", instance))
            .build();
    this.clock = clock;
    this.startNanos = nanos(clock.instant());
  }

  /** Everything as of now. */
  ExportMetricsServiceRequest now() {
    long now = nanos(clock.instant());
    ScopeMetrics.Builder scope =
        ScopeMetrics.newBuilder().setScope(InstrumentationScope.newBuilder().setName(SCOPE));
    for (Instruments.Shown shown : instruments.read()) {
      Metric metric = metric(shown, now);
      if (!metric.getDataCase().equals(Metric.DataCase.DATA_NOT_SET)) {
        scope.addMetrics(metric);
      }
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(scope))
        .build();
  }

  private Metric metric(Instruments.Shown shown, long now) {
    Family family = shown.family();
    Metric.Builder metric =
        Metric.newBuilder()
            .setName(family.name())
            .setUnit(family.unit())
            .setDescription(family.help());
    if (family.kind() == Family.Kind.HISTOGRAM) {
      for (Instruments.Line line : shown.lines()) {
        metric
            .getHistogramBuilder()
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
            .addDataPoints(spread(family, line, now));
      }
      return metric.build();
    }
    for (NumberDataPoint point : numbers(shown, now)) {
      if (family.kind() == Family.Kind.GAUGE) {
        metric.getGaugeBuilder().addDataPoints(point);
      } else {
        metric
            .getSumBuilder()
            .setIsMonotonic(true)
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
            .addDataPoints(point);
      }
    }
    return metric.build();
  }

  private List<NumberDataPoint> numbers(Instruments.Shown shown, long now) {
    List<NumberDataPoint> points = new ArrayList<>(shown.lines().size());
    for (Instruments.Line line : shown.lines()) {
      NumberDataPoint.Builder point =
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(now)
              .addAllAttributes(attributes(line.labels()));
      if (shown.family().kind() == Family.Kind.COUNTER) {
        point.setStartTimeUnixNano(startNanos);
      }
      if (line.reading() instanceof Series.Reading.Whole whole) {
        points.add(point.setAsInt(whole.value()).build());
      } else if (line.reading() instanceof Series.Reading.Real real
          && !Double.isNaN(real.value())) {
        points.add(point.setAsDouble(real.value()).build());
      }
    }
    return points;
  }

  private HistogramDataPoint spread(Family family, Instruments.Line line, long now) {
    Series.Reading.Spread spread = (Series.Reading.Spread) line.reading();
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setStartTimeUnixNano(startNanos)
            .setTimeUnixNano(now)
            .setCount(spread.count())
            .setSum(spread.sum())
            .addAllAttributes(attributes(line.labels()));
    for (double bound : family.bounds()) {
      point.addExplicitBounds(bound);
    }
    for (long count : spread.counts()) {
      point.addBucketCounts(count);
    }
    return point.build();
  }

  private static List<KeyValue> attributes(Labels labels) {
    List<KeyValue> attributes = new ArrayList<>(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      attributes.add(attribute(labels.name(i), labels.value(i)));
    }
    return attributes;
  }

  private static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}
