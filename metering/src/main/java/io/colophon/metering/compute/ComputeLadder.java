package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compute models, the most trustworthy first. Each quantity is taken from the first model that
 * knows it; embodied carbon always from the model that gave the energy. A model that is known to be
 * off for what was run ({@link ComputeModel#doubt}) is asked after all others. Immutable.
 */
public final class ComputeLadder {
  private final List<ComputeModel> rungs;

  /**
   * @param rungs at least one, the most trustworthy first
   */
  public ComputeLadder(List<ComputeModel> rungs) {
    this.rungs = List.copyOf(rungs);
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

  /** Returns whether a rung was left out. */
  private boolean askBest(
      ModelFacts model, Workload work, Said rung, Said chosen, boolean doubtful) {
    boolean leftOut = false;
    for (int i = 0; i < rungs.size() && !complete(chosen); i++) {
      ComputeModel asked = rungs.get(i);
      if (asked.doubt(model) != null != doubtful) {
        leftOut = true;
        continue;
      }
      asked.estimate(model, work, Corner.BEST, rung);
      boolean energy = !chosen.knows(Said.ENERGY) && rung.knows(Said.ENERGY);
      take(Said.FLOP, rung, chosen);
      take(Said.SECONDS, rung, chosen);
      take(Said.ENERGY, rung, chosen);
      if (energy) {
        chosen.take(Said.EMBODIED, rung);
      }
    }
    return leftOut;
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
    Asking asking = new Asking(model, work, rungs.size() > 1);
    for (ComputeModel rung : rungs) {
      String doubt = rung.doubt(model);
      if (doubt != null) {
        asking.passOver(rung, doubt);
      } else if (!asking.complete()) {
        asking.ask(rung);
      }
    }
    asking.askThosePassedOver();
    return asking.choice();
  }

  /**
   * What the ladder says.
   *
   * @param estimate each quantity from the best rung that knows it
   * @param reason which rung gave the energy and why those above it did not
   */
  public record Choice(ComputeEstimate estimate, String reason) {}

  /** One way up the ladder, with bounds and reasons. */
  private static final class Asking {
    private final boolean naming;
    private final ModelFacts model;
    private final Workload work;
    private final Said best = new Said();
    private final Said low = new Said();
    private final Said high = new Said();
    private final @Nullable Figure[] known = new Figure[Said.COUNT];
    private final StringBuilder[] missing = {
      new StringBuilder(), new StringBuilder(), new StringBuilder(160)
    };
    private final List<ComputeModel> passedOver = new ArrayList<>(0);
    private final StringBuilder doubts = new StringBuilder(0);
    private @Nullable Method energyMethod;

    /**
     * @param naming whether reasons say which rung has them
     */
    private Asking(ModelFacts model, Workload work, boolean naming) {
      this.naming = naming;
      this.model = model;
      this.work = work;
    }

    boolean complete() {
      return known[Said.FLOP] != null && known[Said.SECONDS] != null && known[Said.ENERGY] != null;
    }

    void passOver(ComputeModel rung, String doubt) {
      passedOver.add(rung);
      doubts
          .append(doubts.isEmpty() ? "" : "; ")
          .append(rung.method().id())
          .append(" is passed over: ")
          .append(doubt);
    }

    void askThosePassedOver() {
      for (ComputeModel rung : passedOver) {
        if (!complete()) {
          ask(rung);
        }
      }
    }

    void ask(ComputeModel rung) {
      rung.estimate(model, work, Corner.BEST, best);
      boolean more = false;
      for (int i = Said.FLOP; i <= Said.ENERGY; i++) {
        if (known[i] == null && best.knows(i)) {
          more = true;
        } else if (known[i] == null && best.isForThis()) {
          miss(missing[i], rung, best.reason(i).reason());
        }
      }
      if (more) {
        take(rung);
      }
    }

    /** A reason is told once, by the best rung that has it. */
    private void miss(StringBuilder reasons, ComputeModel rung, String reason) {
      if (reasons.indexOf(reason) < 0) {
        reasons
            .append(reasons.isEmpty() ? "" : "; ")
            .append(naming ? rung.method().id() + ": " : "")
            .append(reason);
      }
    }

    private void take(ComputeModel rung) {
      rung.estimate(model, work, Corner.LOW, low);
      rung.estimate(model, work, Corner.HIGH, high);
      if (known[Said.ENERGY] == null && best.knows(Said.ENERGY)) {
        energyMethod = rung.method();
        known[Said.EMBODIED] =
            best.knows(Said.EMBODIED)
                ? figure(Said.EMBODIED, rung.method())
                : best.reason(Said.EMBODIED);
      }
      for (int i = Said.FLOP; i <= Said.ENERGY; i++) {
        if (known[i] == null && best.knows(i)) {
          known[i] = figure(i, rung.method());
        }
      }
    }

    private Figure figure(int quantity, Method method) {
      double value = best.value(quantity);
      // Where one corner assumes other hardware, of which less is known, there is no bound.
      double least = low.knows(quantity) ? Math.min(value, low.value(quantity)) : value;
      double most = high.knows(quantity) ? Math.max(value, high.value(quantity)) : value;
      return new Figure.Known(new Interval(least, value, most), method, best.basis(quantity));
    }

    Choice choice() {
      Figure energy = orReasons(Said.ENERGY);
      Figure embodied = known[Said.EMBODIED];
      return new Choice(
          new ComputeEstimate(
              orReasons(Said.FLOP),
              orReasons(Said.SECONDS),
              energy,
              embodied == null ? energy : embodied),
          reason());
    }

    private Figure orReasons(int quantity) {
      Figure figure = known[quantity];
      return figure == null ? new Figure.Unknown(missing[quantity].toString()) : figure;
    }

    private String reason() {
      StringBuilder why = missing[Said.ENERGY];
      if (energyMethod == null) {
        return "no method applies: " + why;
      }
      if (why.isEmpty()) {
        return MeasuredModel.METHOD.equals(energyMethod) ? "measured" : energyMethod.id();
      }
      return energyMethod.id() + ", since " + why + (doubts.isEmpty() ? "" : "; " + doubts);
    }
  }
}
