package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.Translation;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Vectors from {@code /api/embed}, all texts in one call. */
final class EmbedAttempt implements Attempt {
  private static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024;

  private final Supplier<HttpCall> call;
  private final OllamaConfig config;
  private final GenerationRequest.Embedding request;
  private final List<Translation> translations;

  EmbedAttempt(
      Supplier<HttpCall> call,
      OllamaConfig config,
      GenerationRequest.Embedding request,
      List<Translation> translations) {
    this.call = call;
    this.config = config;
    this.request = request;
    this.translations = translations;
  }

  @Override
  public void begin(Output out) {
    ObjectNode body = Json.object().put("model", request.prompt().model().name());
    ArrayNode input = body.putArray("input");
    request.prompt().messages().forEach(message -> input.add(words(message)));
    request.dimensions().ifPresent(length -> body.put("dimensions", length));
    config.keepAlive().ifPresent(time -> body.put("keep_alive", time));
    config.context().ifPresent(tokens -> body.putObject("options").put("num_ctx", tokens));
    out.call(
        call.get().json(Json.write(body)),
        MOST_ANSWER_BYTES,
        answer -> read(answer.json(), input.size(), out));
  }

  private static String words(Message message) {
    return message.parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  private void read(JsonNode answer, int texts, Output out) {
    JsonNode vectors = answer.path("embeddings");
    if (vectors.size() != texts) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, vectors.size() + " vectors came for " + texts + " texts");
    }
    String model = answer.path("model").stringValue("");
    out.emit(
        new GenerationEvent.Accepted(
            model.isBlank() ? Optional.empty() : Optional.of(new ServedModel(model)),
            translations));
    for (int i = 0; i < texts; i++) {
      JsonNode values = vectors.path(i);
      if (values.isEmpty()) {
        throw new ProviderException(FailureKind.MALFORMED_ANSWER, "vector " + i + " is empty");
      }
      FloatBuffer floats = FloatBuffer.allocate(values.size());
      values.values().forEach(value -> floats.put((float) value.asDouble(0)));
      out.emit(new GenerationEvent.Vector(i, floats.flip()));
    }
    out.finish(FinishReason.STOP, OllamaUsage.read(answer, config.accelerators()));
  }
}
