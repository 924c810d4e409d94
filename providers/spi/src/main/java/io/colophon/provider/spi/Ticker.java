package io.colophon.provider.spi;

/** Elapsed time. Only differences mean anything; see {@link System#nanoTime()}. */
@FunctionalInterface
public interface Ticker {

  /** The machine's own elapsed time. */
  Ticker SYSTEM = System::nanoTime;

  /** Nanoseconds since some fixed but arbitrary moment. */
  long nanos();
}
