package io.colophon.gateway.screening;

/** Hears of what screening found; for metrics. Called on any thread, must be quick. */
@FunctionalInterface
public interface ScreeningListener {

  /** A rule found something in a generation. */
  void screened(Screened found);
}
