package io.colophon.benchmarks.simulation.fleet;

/**
 * One machine that serves a model.
 *
 * @param name for tables
 * @param slots how many generations it runs at once; more wait in its queue
 * @param tokensPerSecond what each slot writes
 * @param watts what it draws while all slots are busy; an idle slot draws nothing
 * @param gramsPerKwh CO2e of its grid
 * @param region where it stands
 */
public record NodeSpec(
    String name,
    int slots,
    double tokensPerSecond,
    double watts,
    double gramsPerKwh,
    String region) {

  /** Output tokens per second with all slots busy. */
  public double capacity() {
    return slots * tokensPerSecond;
  }

  /** CO2e of one output token, in grams. */
  public double gramsPerToken() {
    return watts / capacity() / 3.6e6 * gramsPerKwh;
  }
}
