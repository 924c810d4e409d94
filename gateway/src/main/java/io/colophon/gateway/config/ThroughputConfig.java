package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Interval;
import io.colophon.metering.compute.ThroughputProfile;

/** What one server with a model was measured to sustain; goes before computed figures. */
public record ThroughputConfig(
    @Range(min = "0.001", max = "1e12")
        @About("Input tokens a second, the server reading only, cache hits counted.")
        double inputTokensPerSecond,
    @Range(min = "0.001", max = "1e12") @About("Output tokens a second, the server writing only.")
        double outputTokensPerSecond,
    @Range(min = "1", max = "1000000") @About("Accelerators of the server.") int accelerators,
    @About("Watts of the whole server while it serves, such as 5400 or 4900..6000.")
        Interval watts) {

  /** Refuses what {@link #profile} could not be made from. */
  public ThroughputConfig {
    make(inputTokensPerSecond, outputTokensPerSecond, accelerators, watts);
  }

  /** In the form that metering knows. */
  public ThroughputProfile profile() {
    return make(inputTokensPerSecond, outputTokensPerSecond, accelerators, watts);
  }

  private static ThroughputProfile make(
      double input, double output, int accelerators, Interval watts) {
    return new ThroughputProfile(
        input, output, accelerators, watts.toFigure(), null, "the gateway's configuration");
  }
}
