package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Dropped;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One request to {@code /embeddings}. */
final class EmbeddingAttempt implements Attempt {
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private final OpenAiHost host;
  private final GenerationRequest.Embedding request;

  EmbeddingAttempt(OpenAiHost host, GenerationRequest.Embedding request) {
    this.host = host;
    this.request = request;
  }

  @Override
  public void begin(Output out) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    ArrayNode input = body.putArray("input");
    request.prompt().messages().forEach(message -> input.add(text(message)));
    request.dimensions().ifPresent(length -> body.put("dimensions", length));
    // Four bytes for each number instead of a dozen characters.
    body.put("encoding_format", "base64");
    out.call(host.embeddings().json(Json.write(body)), MOST_BYTES, answer -> read(out, answer));
  }

  private static String text(Message message) {
    StringBuilder text = new StringBuilder();
    for (Part part : message.parts()) {
      if (part instanceof Part.Text words) {
        text.append(words.text());
      }
    }
    return text.toString();
  }

  private void read(Output out, HttpAnswer answer) {
    JsonNode tree = answer.json();
    if (tree.hasNonNull("error")) {
      out.fail(OpenAiFailures.inStream(tree.get("error")));
      return;
    }
    JsonNode data = tree.path("data");
    int wanted = request.prompt().messages().size();
    if (!data.isArray() || data.size() != wanted) {
      out.fail(FailureKind.MALFORMED_ANSWER, data.size() + " vectors came, expected " + wanted);
      return;
    }
    out.emit(
        new GenerationEvent.Accepted(
            Optional.ofNullable(tree.path("model").asString(null))
                .filter(name -> !name.isBlank())
                .map(ServedModel::new),
            Dropped.of(request, Set.of(Parameter.EMBEDDING_DIMENSIONS), Set.of())));
    FloatBuffer[] vectors = new FloatBuffer[wanted];
    for (JsonNode item : data) {
      int index = item.path("index").asInt(-1);
      if (index < 0 || index >= wanted || vectors[index] != null) {
        throw new ProviderException(
            FailureKind.MALFORMED_ANSWER, "a vector has index " + index + " of " + wanted);
      }
      vectors[index] = vector(item.path("embedding"));
    }
    for (int i = 0; i < wanted; i++) {
      out.emit(new GenerationEvent.Vector(i, vectors[i]));
    }
    out.finish(FinishReason.STOP, OpenAiUsage.read(tree.path("usage")));
  }

  /** Base64 of little-endian floats, or the list of numbers that hosts without base64 give. */
  private static FloatBuffer vector(JsonNode embedding) {
    if (embedding.isString()) {
      try {
        return ByteBuffer.wrap(Base64.getDecoder().decode(embedding.stringValue()))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
      } catch (IllegalArgumentException notBase64) {
        throw new ProviderException(
            FailureKind.MALFORMED_ANSWER, "a vector is not base64", null, notBase64);
      }
    }
    float[] values = new float[embedding.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = embedding.get(i).floatValue();
    }
    return FloatBuffer.wrap(values);
  }
}
