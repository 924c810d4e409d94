package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way up the ladder, with bounds and reasons. Used once. */
final class Asking {
  private final List<ComputeModel> rungs;
  private final ModelFacts model;
  private final Workload work;
  private final Said best = new Said();
  private final Said low = new Said();
  private final Said high = new Said();
  private final @Nullable Figure[] known = new Figure[Said.COUNT];

  /** What each rung is missing: for each quantity up to the energy, a row of reasons by rung. */
  private final Figure.@Nullable Unknown[] missing;

  private final @Nullable String[] doubts;
  private @Nullable Method energyMethod;

  Asking(List<ComputeModel> rungs, ModelFacts model, Workload work) {
    this.rungs = rungs;
    this.model = model;
    this.work = work;
    this.missing = new Figure.Unknown[rungs.size() * Said.EMBODIED];
    this.doubts = new String[rungs.size()];
  }

  ComputeLadder.Choice ask() {
    boolean doubted = false;
    for (int i = 0; i < rungs.size() && !complete(); i++) {
      doubted |= ask(i, false);
    }
    for (int i = 0; doubted && i < rungs.size() && !complete(); i++) {
      if (doubts[i] != null) {
        ask(i, true);
      }
    }
    Figure energy = orReasons(Said.ENERGY);
    Figure embodied = known[Said.EMBODIED];
    return new ComputeLadder.Choice(
        new ComputeEstimate(
            orReasons(Said.FLOP),
            orReasons(Said.SECONDS),
            energy,
            embodied == null ? energy : embodied),
        reason());
  }

  private boolean complete() {
    return known[Said.FLOP] != null && known[Said.SECONDS] != null && known[Said.ENERGY] != null;
  }

  /** Asks one rung; returns whether it was passed over for what it is known to get wrong. */
  private boolean ask(int i, boolean doubtful) {
    ComputeModel rung = rungs.get(i);
    rung.estimate(model, work, Corner.BEST, best);
    if (!best.isForThis()) {
      return false;
    }
    boolean more = false;
    for (int quantity = Said.FLOP; quantity <= Said.ENERGY; quantity++) {
      if (known[quantity] == null && best.knows(quantity)) {
        more = true;
      } else if (known[quantity] == null) {
        missing[quantity * rungs.size() + i] = best.reason(quantity);
      }
    }
    if (!more) {
      return false;
    }
    if (!doubtful) {
      doubts[i] = rung.doubt(model);
      if (doubts[i] != null) {
        return true;
      }
    }
    take(rung.method(), rung);
    return false;
  }

  private void take(Method method, ComputeModel rung) {
    rung.estimate(model, work, Corner.LOW, low);
    rung.estimate(model, work, Corner.HIGH, high);
    if (known[Said.ENERGY] == null && best.knows(Said.ENERGY)) {
      energyMethod = method;
      known[Said.EMBODIED] =
          best.knows(Said.EMBODIED) ? figure(Said.EMBODIED, method) : best.reason(Said.EMBODIED);
    }
    for (int quantity = Said.FLOP; quantity <= Said.ENERGY; quantity++) {
      if (known[quantity] == null && best.knows(quantity)) {
        known[quantity] = figure(quantity, method);
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

  private Figure orReasons(int quantity) {
    Figure figure = known[quantity];
    if (figure != null) {
      return figure;
    }
    StringBuilder text = new StringBuilder(160);
    appendMissing(text, quantity);
    return new Figure.Unknown(text.toString());
  }

  private String reason() {
    StringBuilder text = new StringBuilder(320);
    text.append(energyMethod == null ? "no method applies: " : energyMethod.id());
    int before = text.length();
    if (energyMethod != null) {
      text.append(", since ");
    }
    int start = text.length();
    appendMissing(text, Said.ENERGY);
    for (int i = 0; i < doubts.length; i++) {
      if (doubts[i] != null) {
        separate(text, start).append(rungs.get(i).method().id());
        text.append(" is passed over: ").append(doubts[i]);
      }
    }
    if (text.length() > start || energyMethod == null) {
      return text.toString();
    }
    return MeasuredModel.METHOD.equals(energyMethod) ? "measured" : text.substring(0, before);
  }

  /** Each reason once, with the best rung that has it. */
  private void appendMissing(StringBuilder text, int quantity) {
    int start = text.length();
    int row = quantity * rungs.size();
    for (int i = 0; i < rungs.size(); i++) {
      Figure.Unknown reason = missing[row + i];
      if (reason != null && !told(row, i, reason)) {
        separate(text, start);
        if (rungs.size() > 1) {
          text.append(rungs.get(i).method().id()).append(": ");
        }
        text.append(reason.reason());
      }
    }
  }

  private boolean told(int row, int before, Figure.Unknown reason) {
    for (int i = 0; i < before; i++) {
      if (reason.equals(missing[row + i])) {
        return true;
      }
    }
    return false;
  }

  private static StringBuilder separate(StringBuilder text, int start) {
    return text.length() > start ? text.append("; ") : text;
  }
}
