package io.colophon.gateway.cache;

import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A whole answer as its provider gave it.
 *
 * @param output its events in order, without the last one; their bytes belong to nobody else
 * @param reason why the model stopped
 * @param target who gave it, as {@code provider/model}
 * @param model which model answered, as the upstream said
 * @param translations what the target did not take of the request as it was
 * @param bytes how much memory the output takes
 * @param atNanos when it was whole, on the ticker
 * @param ttl how long it may be given again
 */
record KeptAnswer(
    List<GenerationEvent> output,
    FinishReason reason,
    String target,
    Optional<ServedModel> model,
    List<Translation> translations,
    long bytes,
    long atNanos,
    Duration ttl) {
  KeptAnswer {
    output = List.copyOf(output);
    translations = List.copyOf(translations);
  }
}
