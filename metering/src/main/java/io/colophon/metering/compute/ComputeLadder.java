package io.colophon.metering.compute;

import java.util.List;

/**
 * Compute models, the most trustworthy first. Each quantity is taken from the first model that
 * knows it; embodied carbon always from the model that gave the energy. A model that is known to be
 * off for what was run ({@link ComputeModel#doubt}) is asked after all others. Immutable.
 */
public final class ComputeLadder {
  private final List<ComputeModel> rungs;

  /** The same, for loops that must not allocate. */
  private final ComputeModel[] byRank;

  /**
   * @param rungs at least one, the most trustworthy first
   */
  public ComputeLadder(List<ComputeModel> rungs) {
    this.rungs = List.copyOf(rungs);
    this.byRank = rungs.toArray(new ComputeModel[0]);
    if (this.rungs.isEmpty()) {
      throw new IllegalArgumentException("a ladder of compute models needs a rung");
    }
  }

  /** Measured, published throughput, operations, EcoLogits, operations on assumed hardware. */
  public static ComputeLadder standard() {
    return new ComputeLadder(
        List.of(
            new MeasuredModel(MeasuredModel.DEFAULT_WATTS_PER_CORE),
            new ThroughputModel(),
            new RealtimeModel(),
            TransformerModel.onKnown(),
            EncoderModel.onKnown(),
            DiffusionModel.onKnown(),
            RecognizerModel.onKnown(),
            SoundModel.onKnown(),
            new DiffusionEnergyFit(),
            new EcologitsLlmModel(),
            new EcologitsVideoModel(),
            TransformerModel.onAssumed(),
            EncoderModel.onAssumed(),
            DiffusionModel.onAssumed(),
            RecognizerModel.onAssumed(),
            SoundModel.onAssumed()));
  }

  /** The rungs, from the top. */
  public List<ComputeModel> rungs() {
    return rungs;
  }

  /**
   * The best values alone, the same as those of {@link #estimate}. Allocates nothing.
   *
   * @param rung is used for what one rung says
   * @param chosen is filled with each quantity from the best rung that knows it
   */
  public void estimateBest(ModelFacts model, Workload work, Said rung, Said chosen) {
    chosen.begin();
    boolean passedOver = askBest(model, work, rung, chosen, false);
    if (passedOver && !complete(chosen)) {
      askBest(model, work, rung, chosen, true);
    }
  }

  /** Returns whether a rung that knows something was left out. */
  private boolean askBest(
      ModelFacts model, Workload work, Said rung, Said chosen, boolean doubtful) {
    boolean leftOut = false;
    for (ComputeModel asked : byRank) {
      if (complete(chosen)) {
        break;
      }
      asked.estimate(model, work, Corner.BEST, rung);
      if (!rung.isForThis() || !knowsMore(rung, chosen)) {
        continue;
      }
      if (asked.doubt(model) != null != doubtful) {
        leftOut = true;
        continue;
      }
      if (!chosen.knows(Said.ENERGY) && rung.knows(Said.ENERGY)) {
        chosen.take(Said.EMBODIED, rung);
      }
      take(Said.FLOP, rung, chosen);
      take(Said.SECONDS, rung, chosen);
      take(Said.ENERGY, rung, chosen);
    }
    return leftOut;
  }

  private static boolean knowsMore(Said rung, Said chosen) {
    return (rung.knows(Said.FLOP) && !chosen.knows(Said.FLOP))
        || (rung.knows(Said.SECONDS) && !chosen.knows(Said.SECONDS))
        || (rung.knows(Said.ENERGY) && !chosen.knows(Said.ENERGY));
  }

  private static void take(int quantity, Said rung, Said chosen) {
    if (!chosen.knows(quantity) && rung.knows(quantity)) {
      chosen.take(quantity, rung);
    }
  }

  private static boolean complete(Said chosen) {
    return chosen.knows(Said.FLOP) && chosen.knows(Said.SECONDS) && chosen.knows(Said.ENERGY);
  }

  /** Asks the rungs from the top until everything is known or nobody is left to ask. */
  public Choice estimate(ModelFacts model, Workload work) {
    return new Asking(rungs, model, work).ask();
  }

  /**
   * What the ladder says.
   *
   * @param estimate each quantity from the best rung that knows it
   * @param reason which rung gave the energy and why those above it did not
   */
  public record Choice(ComputeEstimate estimate, String reason) {}
}
