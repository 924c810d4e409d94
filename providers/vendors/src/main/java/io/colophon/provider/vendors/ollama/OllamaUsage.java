package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.StatedCount;
import io.colophon.provider.http.UsageFields;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import org.jspecify.annotations.Nullable;
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
    UsageFields usage =
        new UsageFields()
            .with(UsageUnit.INPUT_TOKENS, last.path("prompt_eval_count"))
            .with(UsageUnit.OUTPUT_TOKENS, last.path("eval_count"));
    StatedCount prompt = StatedCount.read(last.path("prompt_eval_duration"));
    StatedCount eval = StatedCount.read(last.path("eval_duration"));
    if (accelerators > 0 && (isSound(prompt) || isSound(eval))) {
      long nanos = nanos(prompt) + nanos(eval);
      usage.with(
          UsageUnit.ACCELERATOR_MILLIS,
          (nanos * accelerators + NANOS_PER_MILLI / 2) / NANOS_PER_MILLI);
    }
    return usage.build();
  }

  private static boolean isSound(@Nullable StatedCount count) {
    return count != null && count.isSound();
  }

  private static long nanos(@Nullable StatedCount count) {
    return count != null && count.isSound() ? count.value() : 0;
  }
}
