package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.JobState;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads an entry of {@code /history}: {@code outputs} by node, and {@code status} with {@code
 * status_str} and the {@code messages} that were sent, each a name and its data.
 */
final class History {
  private History() {}

  /** How the run ended; an entry stands there only when it did. */
  static JobState state(JsonNode entry) {
    JsonNode error = message(entry, "execution_error");
    if (error.isObject()) {
      return new JobState.Failed(ComfyUiFailures.running(error));
    }
    if (message(entry, "execution_interrupted").isObject()) {
      return new JobState.Failed(
          new ProviderException(FailureKind.INTERNAL, "the graph was interrupted at the server"));
    }
    String status = entry.path("status").path("status_str").stringValue("success");
    return switch (status) {
      case "success" -> new JobState.Done(entry);
      case "error" ->
          new JobState.Failed(
              new ProviderException(FailureKind.INTERNAL, "the graph failed at the server"));
      default -> new JobState.Unknown(status);
    };
  }

  /**
   * The time between the server's marks of start and end, in milliseconds, for each accelerator;
   * the server counts nothing else.
   */
  static Usage usage(JsonNode entry, int accelerators) {
    OptionalLong start = message(entry, "execution_start").path("timestamp").longValueOpt();
    OptionalLong end = message(entry, "execution_success").path("timestamp").longValueOpt();
    if (accelerators == 0 || start.isEmpty() || end.isEmpty()) {
      return Usage.UNREPORTED;
    }
    long millis = Math.max(0, end.getAsLong() - start.getAsLong());
    return Usage.from(Quantity.Source.PROVIDER_FINAL)
        .with(UsageUnit.ACCELERATOR_MILLIS, millis * accelerators)
        .build();
  }

  private static JsonNode message(JsonNode entry, String name) {
    for (JsonNode message : entry.path("status").path("messages").values()) {
      if (message.path(0).stringValue("").equals(name)) {
        return message.path(1);
      }
    }
    return entry.path("status").path("none of that name");
  }
}
