package io.colophon.metering.compute;

import io.colophon.metering.environment.DataFile;
import io.colophon.metering.figure.Interval;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A closed video model in the method of EcoLogits 0.11 (after Jegham et al. 2026, arXiv
 * 2607.04553): latency from a fitted polynomial, energy as latency times the power of a whole
 * server.
 *
 * <pre>
 * F = floor(24 seconds + 1)      T = width height F / 1000
 * latency = n F (W H)^2 + m T + m1 F + m2 (W H)^2 + n1 F^2 + n2 T^2 + g     seconds
 * </pre>
 *
 * @param audio whether the fit is for a clip with sound; the factor for one without is not known
 * @param serverWatts of the whole server while it serves
 * @param embodiedKg kgCO2e of making that server with its accelerators
 */
record ClosedVideo(
    String id,
    boolean audio,
    Map<String, Double> coefficients,
    Interval serverWatts,
    double embodiedKg,
    int accelerators) {

  private static final double LIFETIME_SECONDS = 3 * 365 * 24 * 60 * 60;

  /** The model of that name, if its coefficients are published. The table is read on first use. */
  static Optional<ClosedVideo> find(String model) {
    return Optional.ofNullable(Bundled.BY_ID.get(model));
  }

  static @Nullable ClosedVideo byId(String id) {
    return Bundled.BY_ID.get(id);
  }

  static Set<String> known() {
    return Bundled.BY_ID.keySet();
  }

  /**
   * How long one clip takes, in seconds.
   *
   * @param pixels width times height
   * @param seconds length of the clip, above 0
   */
  double latencySeconds(double pixels, double seconds) {
    double frames = Math.floor(24 * seconds + 1);
    double volume = pixels * frames / 1000;
    return of("n") * frames * pixels * pixels
        + of("m") * volume
        + of("m1") * frames
        + of("m2") * pixels * pixels
        + of("n1") * frames * frames
        + of("n2") * volume * volume
        + of("g");
  }

  /** kWh of the server in that time. */
  double energy(Corner corner, double latencySeconds) {
    return corner.of(serverWatts) * latencySeconds / 3.6e6;
  }

  /** kgCO2e of making the server, by share of its three years. */
  double embodied(double latencySeconds) {
    return latencySeconds / LIFETIME_SECONDS * embodiedKg;
  }

  private double of(String coefficient) {
    Double value = coefficients.get(coefficient);
    return value == null ? 0 : value;
  }

  private static ClosedVideo row(String id, JsonNode row) {
    Map<String, Double> coefficients = new java.util.HashMap<>();
    row.required("coefficients")
        .properties()
        .forEach(entry -> coefficients.put(entry.getKey(), entry.getValue().asDouble()));
    @Nullable Interval watts = DataFile.interval(row, "serverWatts");
    return new ClosedVideo(
        id,
        row.required("audio").asBoolean(),
        Map.copyOf(coefficients),
        Objects.requireNonNull(watts, "serverWatts"),
        row.required("embodiedKg").asDouble(),
        row.required("accelerators").asInt());
  }

  private static final class Bundled {
    private static final Map<String, ClosedVideo> BY_ID =
        DataFile.read(ClosedVideo.class, "closed-video.json", ClosedVideo::row);
  }
}
