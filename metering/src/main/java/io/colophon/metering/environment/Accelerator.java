package io.colophon.metering.environment;

import io.colophon.metering.figure.Interval;
import org.jspecify.annotations.Nullable;

/**
 * One accelerator of a server, with its share of the server.
 *
 * @param id for instance {@code h100}
 * @param peak16 dense peak at 16-bit floating point, FLOP per second
 * @param peak8 dense peak at 8 bits, FLOP per second; null when unknown or absent
 * @param memoryBytes of one; null when unknown
 * @param bandwidth of its memory, bytes per second; null when unknown
 * @param servingWatts power of the server while it serves, per accelerator, watts
 * @param embodiedKg kgCO2e of making one with its share of the server; null when unknown
 * @param confidence how far the figures can be trusted
 * @param source where they can be read, and how the power was derived
 */
public record Accelerator(
    String id,
    double peak16,
    @Nullable Double peak8,
    @Nullable Double memoryBytes,
    @Nullable Double bandwidth,
    Interval servingWatts,
    @Nullable Double embodiedKg,
    Confidence confidence,
    String source) {

  public Accelerator {
    if (!(peak16 >= 1e9)
        || (peak8 != null && !(peak8 >= 1e9))
        || (memoryBytes != null && !(memoryBytes >= 1e6))
        || (bandwidth != null && !(bandwidth >= 1e6))
        || (embodiedKg != null && !(embodiedKg >= 0 && embodiedKg <= 1e9))
        || !(servingWatts.low() > 0 && servingWatts.high() <= 1e6)) {
      throw new IllegalArgumentException(
          "accelerator "
              + id
              + ": expected peaks from 1e9 FLOP/s, memory and bandwidth from 1e6 bytes, power above"
              + " 0 W up to 1e6 W");
    }
  }

  /** Dense peak at a precision, FLOP per second; the 16-bit one where no 8-bit peak is known. */
  public double peak(Precision precision) {
    return precision == Precision.BITS_8 && peak8 != null ? peak8 : peak16;
  }

  /** Width of the numbers that the model is computed in. */
  public enum Precision {
    BITS_16,
    BITS_8
  }
}
