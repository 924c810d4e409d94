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
  private final Figure.@Nullable Unknown[] ownReasons = new Figure.Unknown[COUNT];
  private Figure.Unknown reason = NOT_SAID;

  /** Bits of the quantities that have a reason of their own; what the array holds else is old. */
  private int owned;

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
    values[FLOP] = Double.NaN;
    values[SECONDS] = Double.NaN;
    values[ENERGY] = Double.NaN;
    values[EMBODIED] = Double.NaN;
    reason = why;
    owned = 0;
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
    ownReasons[quantity] = why;
    owned |= 1 << quantity;
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
    Figure.Unknown own = ownReasons[quantity];
    return own == null || (owned & 1 << quantity) == 0 ? reason : own;
  }

  String basis(int quantity) {
    String basis = bases[quantity];
    return Assumption.join(basis == null ? "" : basis, assumptions);
  }

  /** Takes one number of another over, without what it was computed from. */
  void take(int quantity, Said other) {
    values[quantity] = other.values[quantity];
  }
}
