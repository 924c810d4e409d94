package io.colophon.gateway.metrics;

import java.util.function.DoubleSupplier;

/** A value that is kept elsewhere and asked for when it is read; NaN while it is not known. */
final class Watched implements Series {
  private final DoubleSupplier value;

  Watched(DoubleSupplier value) {
    this.value = value;
  }

  @Override
  public Reading read() {
    return new Reading.Real(value.getAsDouble());
  }
}
