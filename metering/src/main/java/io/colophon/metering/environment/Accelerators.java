package io.colophon.metering.environment;

import io.colophon.metering.figure.Interval;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Accelerators by id, read from the jar on first use. */
public final class Accelerators {
  /** Host share on top of an accelerator: Google's Gemini report, 58 % TPU and 25 % host. */
  public static final double HOST_FACTOR = 1.43;

  /** Power while serving, as a share of the nameplate. */
  public static final Interval SERVING_SHARE = new Interval(0.5, 0.65, 0.8);

  private Accelerators() {}

  /** The ids of the table, in its order. */
  public static Set<String> ids() {
    return Bundled.BY_ID.keySet();
  }

  /** The accelerator of that id, if the table has it. */
  public static Optional<Accelerator> find(String id) {
    return Optional.ofNullable(Bundled.BY_ID.get(id));
  }

  /**
   * The accelerator of that id.
   *
   * @throws IllegalArgumentException naming the known ids when there is none
   */
  public static Accelerator get(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "accelerator is '"
                        + id
                        + "', expected one of "
                        + new TreeSet<>(Bundled.BY_ID.keySet())));
  }

  private static Accelerator row(String id, JsonNode row) {
    return new Accelerator(
        id,
        row.required("tflops16").asDouble() * 1e12,
        scaled(DataFile.number(row, "tflops8"), 1e12),
        scaled(DataFile.number(row, "memoryGb"), 1e9),
        scaled(DataFile.number(row, "bandwidthTbs"), 1e12),
        servingWatts(row),
        DataFile.number(row, "embodiedKg"),
        Confidence.valueOf(row.required("confidence").asString()),
        row.required("source").asString());
  }

  private static @Nullable Double scaled(@Nullable Double value, double unit) {
    return value == null ? null : value * unit;
  }

  /** Measured server power first, then the server's nameplate, then the accelerator's own. */
  private static Interval servingWatts(JsonNode row) {
    int perServer = row.required("perServer").asInt();
    Interval measured = DataFile.interval(row, "serverServingWatts");
    if (measured != null) {
      return measured.times(1.0 / perServer);
    }
    Double nameplate = DataFile.number(row, "serverNameplateWatts");
    if (nameplate != null) {
      return SERVING_SHARE.times(nameplate / perServer);
    }
    return SERVING_SHARE.times(HOST_FACTOR * row.required("tdpWatts").asDouble());
  }

  private static final class Bundled {
    private static final Map<String, Accelerator> BY_ID =
        DataFile.read(Accelerators.class, "accelerators.json", Accelerators::row);
  }
}
