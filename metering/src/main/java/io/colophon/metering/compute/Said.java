package io.colophon.metering.compute;

import io.colophon.metering.figure.Figure;
import org.jspecify.annotations.Nullable;

/**
 * What one compute model says of one workload at one corner: four numbers, each with what it was
 * computed from, or NaN and the reason. Belongs to the caller, is filled again and again and
 * allocates nothing. Not thread-safe.
 */
public final class Said {
  private static final Figure.Unknown NOT_SAID = new Figure.Unknown("not computed");

  /** The four quantities, as indices. */
  static final int FLOP = 0;

  static final int SECONDS = 1;
  static final int ENERGY = 2;
  static final int EMBODIED = 3;
  static final int COUNT = 4;

  private final double[] values = new double[COUNT];
  private final @Nullable String[] bases = new String[COUNT];
  private final Figure.Unknown[] reasons = new Figure.Unknown[COUNT];
  private int assumptions;
  private boolean forThis = true;

  public Said() {
    unknown(NOT_SAID);
  }

  /** Floating point operations; NaN when unknown. */
  public double flop() {
    return values[FLOP];
  }

  /** Seconds, summed over accelerators; NaN when unknown. */
  public double acceleratorSeconds() {
    return values[SECONDS];
  }

  /** kWh of the servers, before PUE; NaN when unknown. */
  public double itEnergy() {
    return values[ENERGY];
  }

  /** kgCO2e of making the hardware, by share; NaN when unknown. */
  public double embodiedCo2e() {
    return values[EMBODIED];
  }

  /** The model can say nothing. */
  void unknown(Figure.Unknown why) {
    for (int i = 0; i < COUNT; i++) {
      unknown(i, why);
    }
    assumptions = 0;
    forThis = true;
  }

  /** The model is for something else altogether: no reason that anybody needs to read. */
  void notFor(Figure.Unknown why) {
    unknown(why);
    forThis = false;
  }

  boolean isForThis() {
    return forThis;
  }

  /** Starts to say something: nothing is assumed yet. */
  void begin() {
    unknown(NOT_SAID);
  }

  void unknown(int quantity, Figure.Unknown why) {
    values[quantity] = Double.NaN;
    reasons[quantity] = why;
  }

  void known(int quantity, double value, String basis) {
    values[quantity] = value;
    bases[quantity] = basis;
  }

  void assume(Assumption assumption) {
    assumptions |= assumption.bit();
  }

  double value(int quantity) {
    return values[quantity];
  }

  boolean knows(int quantity) {
    return !Double.isNaN(values[quantity]);
  }

  Figure.Unknown reason(int quantity) {
    return reasons[quantity];
  }

  String basis(int quantity) {
    String basis = bases[quantity];
    return Assumption.join(basis == null ? "" : basis, assumptions);
  }

  /** Takes one number of another over. */
  void take(int quantity, Said other) {
    values[quantity] = other.values[quantity];
    bases[quantity] = other.bases[quantity];
    reasons[quantity] = other.reasons[quantity];
  }
}
