package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.http.JobState;
import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads predictions: {@code {"id","model","version","status","output","error","metrics"}}. */
final class Predictions {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern CODE = Pattern.compile("\\bE\\d{3,4}\\b");
  private static final Pattern AVAILABLE =
      Pattern.compile("available in (?:about )?(\\d{1,6}) second");
  private static final int MOST_OUTPUTS = 64;

  private Predictions() {}

  /** Where a prediction stands. */
  static JobState state(JsonNode prediction, int accelerators) {
    String status = prediction.path("status").stringValue("");
    return switch (status) {
      case "starting", "queued" -> new JobState.Waiting();
      case "processing" -> new JobState.Running(OptionalDouble.empty());
      case "succeeded", "successful" -> new JobState.Done(prediction);
      case "failed" -> failed(prediction, accelerators);
      case "canceled", "aborted" ->
          new JobState.Failed(
              new ProviderException(
                  FailureKind.INTERNAL, "the prediction was " + status + " at the upstream"));
      default -> new JobState.Unknown(status);
    };
  }

  // Errors are free text of the model's author, who may quote the prompt: only codes are shown.
  private static JobState failed(JsonNode prediction, int accelerators) {
    String said = prediction.path("error").stringValue("");
    String small = said.toLowerCase(Locale.ROOT);
    if (small.contains("nsfw")
        || small.contains("flagged as sensitive")
        || small.contains("content policy")
        || small.contains("safety")) {
      return new JobState.Filtered(usage(prediction, accelerators));
    }
    Matcher code = CODE.matcher(said);
    boolean input = small.contains("validation error") || small.contains("invalid input");
    return new JobState.Failed(
        new ProviderException(
            input ? FailureKind.INVALID_REQUEST : FailureKind.INTERNAL,
            "the prediction failed" + (code.find() ? " with code " + code.group() : "")));
  }

  /** The model and, where it is said, its version. */
  static Optional<ServedModel> served(JsonNode prediction) {
    String model = prediction.path("model").stringValue("");
    String version = prediction.path("version").stringValue("");
    if (model.isBlank()) {
      return version.isBlank() ? Optional.empty() : Optional.of(new ServedModel(version));
    }
    boolean told = !version.isBlank() && !version.equals("hidden");
    return Optional.of(new ServedModel(told ? model + ":" + version : model));
  }

  /**
   * What was used. {@code metrics.predict_time} is the time in seconds that the model ran on its
   * hardware, without waiting and starting, and is what the vendor charges for by the second;
   * {@code input_token_count} and {@code output_token_count} come with official models of text.
   */
  static Usage usage(JsonNode prediction, int accelerators) {
    JsonNode metrics = prediction.path("metrics");
    UsageFields usage =
        new UsageFields()
            .with(UsageUnit.INPUT_TOKENS, metrics.path("input_token_count"))
            .with(UsageUnit.OUTPUT_TOKENS, metrics.path("output_token_count"));
    if (accelerators > 0) {
      usage.with(
          UsageUnit.ACCELERATOR_MILLIS,
          StatedCount.readScaled(metrics.path("predict_time"), 1000.0 * accelerators));
    }
    return usage.build();
  }

  /** Every text in the output, in order: addresses of files, or pieces of a text. */
  static List<String> texts(JsonNode output) {
    List<String> texts = new ArrayList<>();
    collect(output, texts, 0);
    return texts;
  }

  private static void collect(JsonNode output, List<String> texts, int depth) {
    if (output.isString()) {
      texts.add(output.stringValue());
    } else if (output.isContainer() && depth < 4) {
      output.values().forEach(one -> collect(one, texts, depth + 1));
    }
  }

  /** The addresses of files in the output. */
  static List<String> files(JsonNode output) {
    return texts(output).stream()
        .filter(
            text ->
                text.startsWith("https://")
                    || text.startsWith("http://")
                    || text.startsWith("data:"))
        .limit(MOST_OUTPUTS)
        .toList();
  }

  /** The words of the output: a text, its pieces, or the member that models of speech call so. */
  static String words(JsonNode output) {
    for (String name : List.of("text", "transcription", "output")) {
      if (output.path(name).isString()) {
        return output.path(name).stringValue();
      }
    }
    return output.isObject() ? "" : String.join("", texts(output));
  }

  /** The failure behind an answer whose status is not 2xx: {@code {"title","detail","status"}}. */
  static ProviderException refused(HttpAnswer answer, Clock clock) {
    FailureKind kind = HttpFailures.kind(answer.status());
    String detail = "";
    try {
      detail = MAPPER.readTree(answer.body()).path("detail").stringValue("");
    } catch (JacksonException notJson) {
      kind = HttpFailures.kind(answer.status()); // a proxy's page
    }
    ProviderException failure =
        HttpFailures.failure(
            kind, answer, kind == FailureKind.INVALID_REQUEST ? detail : "", clock);
    Matcher wait = AVAILABLE.matcher(detail);
    return failure.retryAfter().isEmpty() && wait.find()
        ? new ProviderException(
            kind,
            String.valueOf(failure.getMessage()),
            Duration.ofSeconds(Long.parseLong(wait.group(1))),
            null)
        : failure;
  }
}
