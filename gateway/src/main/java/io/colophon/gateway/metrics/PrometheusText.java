package io.colophon.gateway.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Instruments as Prometheus reads them. Names follow OpenTelemetry's rules for Prometheus: dots
 * become underscores, the unit's name is appended, units in braces are left out; counters end in
 * {@code _total}.
 */
final class PrometheusText {
  private static final Map<String, Unit> UNITS =
      Map.of(
          "s", Unit.SECONDS,
          "By", Unit.BYTES,
          "J", Unit.JOULES,
          "g", Unit.GRAMS,
          "L", new Unit("liters"));

  private PrometheusText() {}

  /** A page with its content type. */
  record Page(String contentType, String text) {}

  /**
   * Everything, in the form that is asked for.
   *
   * @param accept what the reader takes, the header's value; OpenMetrics only if it is named
   */
  static Page page(List<Instruments.Shown> shown, @Nullable String accept) {
    ExpositionFormatWriter writer =
        accept != null && accept.contains("application/openmetrics-text")
            ? new OpenMetricsTextFormatWriter(false, false)
            : new PrometheusTextFormatWriter(false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
    try {
      writer.write(bytes, snapshots(shown), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Page(writer.getContentType(), bytes.toString(StandardCharsets.UTF_8));
  }

  private static MetricSnapshots snapshots(List<Instruments.Shown> shown) {
    List<MetricSnapshot> snapshots = new ArrayList<>(shown.size());
    for (Instruments.Shown each : shown) {
      if (!each.lines().isEmpty()) {
        snapshots.add(snapshot(each.family(), each.lines()));
      }
    }
    return new MetricSnapshots(snapshots);
  }

  private static MetricSnapshot snapshot(Family family, List<Instruments.Line> lines) {
    MetricMetadata metadata = metadata(family);
    return switch (family.kind()) {
      case COUNTER -> {
        List<CounterSnapshot.CounterDataPointSnapshot> points = new ArrayList<>();
        for (Instruments.Line line : lines) {
          double value = number(line.reading());
          if (!Double.isNaN(value)) {
            points.add(
                new CounterSnapshot.CounterDataPointSnapshot(
                    value, labels(line.labels()), null, 0));
          }
        }
        yield new CounterSnapshot(metadata, points);
      }
      case GAUGE -> {
        List<GaugeSnapshot.GaugeDataPointSnapshot> points = new ArrayList<>();
        for (Instruments.Line line : lines) {
          double value = number(line.reading());
          if (!Double.isNaN(value)) {
            points.add(
                new GaugeSnapshot.GaugeDataPointSnapshot(value, labels(line.labels()), null));
          }
        }
        yield new GaugeSnapshot(metadata, points);
      }
      case HISTOGRAM -> {
        double[] bounds = Arrays.copyOf(family.bounds(), family.bounds().length + 1);
        bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
        List<HistogramSnapshot.HistogramDataPointSnapshot> points = new ArrayList<>();
        for (Instruments.Line line : lines) {
          Series.Reading.Spread spread = (Series.Reading.Spread) line.reading();
          points.add(
              new HistogramSnapshot.HistogramDataPointSnapshot(
                  ClassicHistogramBuckets.of(bounds, spread.counts()),
                  spread.sum(),
                  labels(line.labels()),
                  null,
                  0));
        }
        yield new HistogramSnapshot(metadata, points);
      }
    };
  }

  private static MetricMetadata metadata(Family family) {
    Unit unit = UNITS.get(family.unit());
    String name = family.name().replace('.', '_');
    if (unit == null) {
      return new MetricMetadata(name, family.help());
    }
    String suffix = "_" + unit;
    return new MetricMetadata(name.endsWith(suffix) ? name : name + suffix, family.help(), unit);
  }

  private static double number(Series.Reading reading) {
    return reading instanceof Series.Reading.Whole whole
        ? whole.value()
        : ((Series.Reading.Real) reading).value();
  }

  private static io.prometheus.metrics.model.snapshots.Labels labels(Labels labels) {
    String[] names = new String[labels.size()];
    String[] values = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = labels.name(i).replace('.', '_');
      values[i] = labels.value(i);
    }
    return io.prometheus.metrics.model.snapshots.Labels.of(names, values);
  }
}
