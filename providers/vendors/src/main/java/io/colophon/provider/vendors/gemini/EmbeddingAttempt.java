package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Vectors: {@code embedContent} for one text, {@code batchEmbedContents} for several. The answer's
 * {@code usageMetadata}, which only newer models send, is taken where it is there.
 */
final class EmbeddingAttempt implements Attempt {
  private static final int MOST_ANSWER_BYTES = 64 * 1024 * 1024;

  private final GeminiHost host;
  private final GenerationRequest.Embedding request;
  private final List<Translation> translations;

  EmbeddingAttempt(
      GeminiHost host, GenerationRequest.Embedding request, List<Translation> translations) {
    this.host = host;
    this.request = request;
    this.translations = translations;
  }

  @Override
  public void begin(Output out) {
    List<Message> texts = request.prompt().messages();
    String model = request.prompt().model().name();
    ObjectNode body;
    if (texts.size() == 1) {
      body = one(texts.get(0));
    } else {
      body = Json.object();
      ArrayNode requests = body.putArray("requests");
      texts.forEach(text -> requests.add(one(text).put("model", GeminiHost.path(model))));
    }
    String method = texts.size() == 1 ? "embedContent" : "batchEmbedContents";
    out.call(
        host.post(model, method).json(Json.write(body)),
        MOST_ANSWER_BYTES,
        answer -> read(answer.json(), texts.size(), out));
  }

  private ObjectNode one(Message text) {
    ObjectNode one = Json.object();
    one.putObject("content").putArray("parts").addObject().put("text", words(text));
    request.dimensions().ifPresent(length -> one.put("outputDimensionality", length));
    Object task = request.prompt().extensions().get("task_type");
    if (task != null) {
      one.put("taskType", task.toString());
    }
    return one;
  }

  private static String words(Message message) {
    return message.parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  private void read(JsonNode answer, int texts, Output out) {
    Refusals.check(answer);
    List<JsonNode> vectors =
        texts == 1
            ? List.of(answer.path("embedding"))
            : List.copyOf(answer.path("embeddings").values());
    if (vectors.size() != texts) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, vectors.size() + " vectors came for " + texts + " texts");
    }
    out.emit(new GenerationEvent.Accepted(Optional.empty(), translations));
    for (int i = 0; i < texts; i++) {
      JsonNode values = vectors.get(i).path("values");
      if (values.isEmpty()) {
        throw new ProviderException(FailureKind.MALFORMED_ANSWER, "vector " + i + " is empty");
      }
      FloatBuffer floats = FloatBuffer.allocate(values.size());
      values.values().forEach(value -> floats.put((float) value.asDouble(0)));
      out.emit(new GenerationEvent.Vector(i, floats.flip()));
    }
    GeminiUsage usage = new GeminiUsage();
    usage.read(answer.path("usageMetadata"));
    out.finish(FinishReason.STOP, usage.usage());
  }
}
