package io.colophon.provider.vendors.ollama;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * Reads the counts of a last line: {@code prompt_eval_count} and {@code eval_count} in tokens,
 * {@code prompt_eval_duration} and {@code eval_duration} in nanoseconds of computing. A server may
 * leave a count out, for instance that of a prompt which it had in its cache; it is then not
 * reported. Thoughts are counted among {@code eval_count} and not told apart.
 */
final class OllamaUsage {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private OllamaUsage() {}

  static Usage read(JsonNode last, int accelerators) {
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    count(last, "prompt_eval_count")
        .ifPresent(tokens -> usage.with(UsageUnit.INPUT_TOKENS, tokens));
    count(last, "eval_count").ifPresent(tokens -> usage.with(UsageUnit.OUTPUT_TOKENS, tokens));
    OptionalLong prompt = count(last, "prompt_eval_duration");
    OptionalLong eval = count(last, "eval_duration");
    if (accelerators > 0 && (prompt.isPresent() || eval.isPresent())) {
      long nanos = prompt.orElse(0) + eval.orElse(0);
      usage.with(
          UsageUnit.ACCELERATOR_MILLIS,
          (nanos * accelerators + NANOS_PER_MILLI / 2) / NANOS_PER_MILLI);
    }
    return usage.build();
  }

  private static OptionalLong count(JsonNode last, String field) {
    OptionalLong value = last.path(field).longValueOpt();
    return value.isPresent() && value.getAsLong() >= 0 ? value : OptionalLong.empty();
  }
}
