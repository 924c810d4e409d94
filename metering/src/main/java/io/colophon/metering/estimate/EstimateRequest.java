package io.colophon.metering.estimate;

import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an estimate is asked about. What is null was not given.
 *
 * @param method id of a rung of the ladder; null for the best that applies
 * @param modality what would be generated
 * @param model name, needed for closed video models only
 * @param activeParameters parameters per token
 * @param totalParameters all parameters
 * @param layers transformer layers, with {@code width} for the attention term
 * @param width model width
 * @param accelerator id of the table of accelerators
 * @param inputTokens tokens read, cached ones included
 * @param cachedTokens of which cached; none when not given
 * @param outputTokens tokens written
 * @param latency of the request
 * @param tokensPerSecond published output speed, above 0
 * @param firstToken published time to first token
 * @param videoWidth pixels
 * @param videoHeight pixels
 * @param videoLength of the clip
 * @param zone id of the table of grids
 * @param pue facility energy over IT energy
 * @param wue litres on site per kWh of IT energy
 */
public record EstimateRequest(
    @Nullable String method,
    Modality modality,
    @Nullable String model,
    @Nullable Interval activeParameters,
    @Nullable Interval totalParameters,
    @Nullable Integer layers,
    @Nullable Integer width,
    @Nullable String accelerator,
    @Nullable Long inputTokens,
    @Nullable Long cachedTokens,
    @Nullable Long outputTokens,
    @Nullable Duration latency,
    @Nullable Double tokensPerSecond,
    @Nullable Duration firstToken,
    @Nullable Integer videoWidth,
    @Nullable Integer videoHeight,
    @Nullable Duration videoLength,
    @Nullable String zone,
    @Nullable Interval pue,
    @Nullable Interval wue) {

  /** The names that {@link #parse} takes, with what each expects. */
  public static final Map<String, String> OPTIONS = options();

  /**
   * Reads options by name, without the leading dashes.
   *
   * @throws IllegalArgumentException naming the option, its value and what was expected
   */
  public static EstimateRequest parse(Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!OPTIONS.containsKey(name)) {
        throw new IllegalArgumentException(
            "--" + name + " is not known, expected one of " + OPTIONS.keySet());
      }
    }
    Given in = new Given(given);
    return new EstimateRequest(
        in.text("method"),
        in.modality(),
        in.text("model"),
        in.interval("active-params"),
        in.interval("total-params"),
        in.integer("layers"),
        in.integer("width"),
        in.text("accelerator"),
        in.count("input-tokens"),
        in.count("cached-tokens"),
        in.count("output-tokens"),
        in.duration("latency"),
        in.positive("tps"),
        in.duration("ttft"),
        in.integer("video-width"),
        in.integer("video-height"),
        in.duration("video-length"),
        in.text("zone"),
        in.interval("pue"),
        in.interval("wue"));
  }

  private static Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    String parameters = "a number, or low..high as in 134e9..400e9";
    String count = "a whole number of 0 or more";
    String time = "a time with its unit, as in 5s";
    options.put("method", "one of " + UsageEstimate.methods());
    options.put("modality", "text, image, audio or video");
    options.put("model", "a model's name");
    options.put("active-params", parameters);
    options.put("total-params", parameters);
    options.put("layers", count);
    options.put("width", count);
    options.put("accelerator", "an accelerator, for instance h100");
    options.put("input-tokens", count);
    options.put("cached-tokens", count);
    options.put("output-tokens", count);
    options.put("latency", time);
    options.put("tps", "output tokens per second, above 0");
    options.put("ttft", time);
    options.put("video-width", "pixels");
    options.put("video-height", "pixels");
    options.put("video-length", time);
    options.put("zone", "a grid zone, for instance CN or USA");
    options.put("pue", "facility energy over IT energy, 1 or more");
    options.put("wue", "litres per kWh of IT energy");
    return Collections.unmodifiableMap(options);
  }

  /** Options as they were written. */
  private record Given(Map<String, String> options) {
    @Nullable String text(String name) {
      return options.get(name);
    }

    Modality modality() {
      String text = options.get("modality");
      if (text == null) {
        return options.containsKey("video-length") ? Modality.VIDEO : Modality.TEXT;
      }
      for (Modality modality : Modality.values()) {
        if (modality.id().equals(text.toLowerCase(Locale.ROOT))) {
          return modality;
        }
      }
      throw WrittenValue.wrong("--modality", text, "text, image, audio or video", null);
    }

    @Nullable Interval interval(String name) {
      String text = options.get(name);
      return text == null ? null : WrittenValue.interval("--" + name, text);
    }

    @Nullable Long count(String name) {
      String text = options.get(name);
      return text == null ? null : WrittenValue.count("--" + name, text);
    }

    @Nullable Integer integer(String name) {
      Long count = count(name);
      if (count != null && (count < 1 || count > 1_000_000)) {
        throw WrittenValue.wrong("--" + name, count.toString(), "1 to 1000000", null);
      }
      return count == null ? null : count.intValue();
    }

    @Nullable Double positive(String name) {
      String text = options.get(name);
      return text == null ? null : WrittenValue.positive("--" + name, text);
    }

    @Nullable Duration duration(String name) {
      String text = options.get(name);
      return text == null ? null : WrittenValue.duration("--" + name, text);
    }
  }
}
