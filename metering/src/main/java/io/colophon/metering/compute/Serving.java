package io.colophon.metering.compute;

import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * How a model is served. What is null is unknown.
 *
 * @param accelerator what it runs on
 * @param accelerators in one replica; 0: as many as hold the weights and a fifth more
 * @param precision width of the numbers it is computed in
 * @param bitsPerWeight bits that a parameter takes in memory; 0: as the precision says
 * @param batch requests served at the same time by one replica; null: {@link #BATCH} for each of
 *     its accelerators
 * @param utilisation which share of the peaks is reached
 * @param reduction by which factor caching, skipped steps and the like cut the work of sampling; 1
 *     for none
 */
public record Serving(
    @Nullable Accelerator accelerator,
    int accelerators,
    Accelerator.Precision precision,
    double bitsPerWeight,
    @Nullable Interval batch,
    Utilisation utilisation,
    Interval reduction) {

  /** Requests at the same time for each accelerator; 64 is what EcoLogits takes. */
  public static final Interval BATCH = new Interval(16, 64, 256);

  /** Nobody knows. */
  public static final Serving UNKNOWN =
      new Serving(null, 0, Accelerator.Precision.BITS_16, 0, null, Utilisation.USUAL, Interval.ONE);

  /** Where an accelerator's memory is not known. */
  private static final double MEMORY_BYTES = 80e9;

  public Serving {
    if (accelerators < 0
        || !(bitsPerWeight >= 0 && bitsPerWeight <= 64)
        || (batch != null && !(batch.low() >= 1 && batch.high() <= 1e6))
        || !(reduction.low() >= 1 && reduction.high() <= 1000)) {
      throw new IllegalArgumentException(
          "served on "
              + accelerators
              + " accelerators at "
              + bitsPerWeight
              + " bits, batch "
              + batch
              + ", reduction "
              + reduction
              + "; expected up to 64 bits, a batch of 1 to 1e6, a reduction of 1 to 1000");
    }
  }

  public Serving on(Accelerator known, Accelerator.Precision computedIn) {
    return new Serving(
        known, accelerators, computedIn, bitsPerWeight, batch, utilisation, reduction);
  }

  /** The same with weights of that width; computed in 8 bits where they fit. */
  public Serving withWeights(double bits) {
    return new Serving(
        accelerator,
        accelerators,
        bits <= 8 ? Accelerator.Precision.BITS_8 : Accelerator.Precision.BITS_16,
        bits,
        batch,
        utilisation,
        reduction);
  }

  public Serving withReplica(int count, @Nullable Interval requests) {
    return new Serving(
        accelerator, count, precision, bitsPerWeight, requests, utilisation, reduction);
  }

  public Serving withUtilisation(Utilisation known) {
    return new Serving(
        accelerator, accelerators, precision, bitsPerWeight, batch, known, reduction);
  }

  public Serving withReduction(Interval known) {
    return new Serving(
        accelerator, accelerators, precision, bitsPerWeight, batch, utilisation, known);
  }

  double bytesPerWeight() {
    return bitsPerWeight > 0
        ? bitsPerWeight / 8
        : precision == Accelerator.Precision.BITS_8 ? 1 : 2;
  }

  /** Accelerators of one replica. */
  double replica(double parameters, Accelerator on) {
    if (accelerators > 0) {
      return accelerators;
    }
    Double memory = on.memoryBytes();
    double needed = 1.2 * parameters * bytesPerWeight() / (memory == null ? MEMORY_BYTES : memory);
    return Math.max(1, Math.ceil(needed));
  }

  /** Requests at the same time on a replica; the low corner of the cost has the most. */
  double batch(Corner corner, double replica) {
    return batch == null ? corner.divisor(BATCH) * replica : corner.divisor(batch);
  }
}
