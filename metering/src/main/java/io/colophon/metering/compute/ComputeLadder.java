package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compute models, the most trustworthy first. Each quantity is taken from the first model that
 * knows it; embodied carbon always from the model that gave the energy. Immutable.
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

  /** Measured, published throughput, operations, EcoLogits. */
  public static ComputeLadder standard() {
    return new ComputeLadder(
        List.of(
            new MeasuredModel(MeasuredModel.DEFAULT_WATTS_PER_CORE),
            new ThroughputModel(),
            new FlopRooflineModel(),
            new EcologitsLlmModel(),
            new EcologitsVideoModel()));
  }

  /** The rungs, from the top. */
  public List<ComputeModel> rungs() {
    return rungs;
  }

  /** Asks the rungs from the top until everything is known or nobody is left to ask. */
  public Choice estimate(Workload workload) {
    Figure[] flop = new Figure[rungs.size()];
    Figure[] time = new Figure[rungs.size()];
    Figure[] energy = new Figure[rungs.size()];
    int knownFlop = -1;
    int knownTime = -1;
    int knownEnergy = -1;
    Figure embodied = null;
    for (int i = 0; i < rungs.size(); i++) {
      ComputeEstimate said = rungs.get(i).estimate(workload);
      flop[i] = said.flop();
      time[i] = said.acceleratorSeconds();
      energy[i] = said.itEnergy();
      knownFlop = firstKnown(knownFlop, flop, i);
      knownTime = firstKnown(knownTime, time, i);
      if (knownEnergy < 0 && energy[i] instanceof Figure.Known) {
        knownEnergy = i;
        embodied = said.embodiedCo2e();
      }
      if (knownFlop >= 0 && knownTime >= 0 && knownEnergy >= 0) {
        break;
      }
    }
    Figure chosenEnergy = choose(knownEnergy, energy);
    return new Choice(
        new ComputeEstimate(
            choose(knownFlop, flop),
            choose(knownTime, time),
            chosenEnergy,
            embodied == null ? chosenEnergy : embodied),
        why(knownEnergy, energy));
  }

  private static int firstKnown(int known, Figure[] said, int i) {
    return known < 0 && said[i] instanceof Figure.Known ? i : known;
  }

  private Figure choose(int known, Figure[] said) {
    return known >= 0 ? said[known] : new Figure.Unknown(reasons(said, said.length));
  }

  private String why(int known, Figure[] energy) {
    if (known == 0) {
      return "measured";
    }
    String passedOver = reasons(energy, known < 0 ? energy.length : known);
    return known < 0
        ? "no method applies: " + passedOver
        : rungs.get(known).method().id() + ", since " + passedOver;
  }

  /** What the first {@code count} rungs are missing, each with its name. */
  private String reasons(@Nullable Figure[] said, int count) {
    StringBuilder text = new StringBuilder(128);
    for (int i = 0; i < count; i++) {
      if (said[i] instanceof Figure.Unknown unknown) {
        text.append(text.length() == 0 ? "" : "; ")
            .append(rungs.get(i).method().id())
            .append(": ")
            .append(unknown.reason());
      }
    }
    return text.toString();
  }

  /**
   * What the ladder says.
   *
   * @param estimate each quantity from the best rung that knows it
   * @param reason which rung gave the energy and why those above it did not
   */
  public record Choice(ComputeEstimate estimate, String reason) {}
}
