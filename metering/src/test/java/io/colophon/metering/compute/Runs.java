package io.colophon.metering.compute;

import io.colophon.metering.compute.card.ModelCards;
import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Quantity.Source;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.List;
import java.util.Map;

/** Runs of models, as tests put them to a rung. */
final class Runs {
  private Runs() {}

  static ModelFacts card(String name) {
    return ModelCards.bundled().find(name).orElseThrow().facts();
  }

  static Usage counted(Map<UsageUnit, Long> counts) {
    Usage.Builder usage = Usage.from(Source.PROVIDER_FINAL);
    counts.forEach(usage::with);
    return usage.build();
  }

  static ComputeEstimate by(
      ComputeModel rung, ModelFacts model, Modality modality, Usage usage, RunShape run) {
    return new ComputeLadder(List.of(rung))
        .estimate(model, new Workload(modality, usage, run, Double.POSITIVE_INFINITY))
        .estimate();
  }

  static Interval value(Figure figure) {
    if (figure instanceof Figure.Known known) {
      return known.value();
    }
    throw new AssertionError(figure);
  }

  static String basis(Figure figure) {
    if (figure instanceof Figure.Known known) {
      return known.basis();
    }
    throw new AssertionError(figure);
  }
}
