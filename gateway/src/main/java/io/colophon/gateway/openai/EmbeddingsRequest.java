package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings as asked for.
 *
 * @param model as the caller wrote it; empty when he named none
 * @param request what to embed
 * @param base64 whether vectors are answered as base64 of little-endian floats
 * @param user the caller's name for the person behind the request
 */
record EmbeddingsRequest(
    String model, GenerationRequest.Embedding request, boolean base64, Optional<String> user) {
  private static final int MOST_TEXTS = 2048;
  private static final int MOST_DIMENSIONS = 65_536;

  /** The fields in whatever order they come. */
  private static final class Fields {
    @Nullable String model;
    @Nullable String user;
    boolean base64;
    OptionalInt dimensions = OptionalInt.empty();
    final List<Message> texts = new ArrayList<>(1);
  }

  /**
   * Reads a request.
   *
   * @throws Refusal if it is none, naming the place
   */
  static EmbeddingsRequest read(ByteBuffer body) {
    Fields fields = new Fields();
    JsonIn.<@Nullable Void>read(
        body,
        in -> {
          in.object(name -> property(in, fields, name));
          return null;
        });
    if (fields.texts.isEmpty()) {
      throw Refusal.invalid("input", "nothing, expected a text or a list of texts");
    }
    String model = fields.model == null ? "" : fields.model;
    Map<String, Object> extensions = fields.user == null ? Map.of() : Map.of("user", fields.user);
    return new EmbeddingsRequest(
        model,
        new GenerationRequest.Embedding(
            new Prompt(
                new TargetModel(model.isEmpty() ? "default" : model),
                fields.texts,
                List.of(),
                extensions),
            fields.dimensions),
        fields.base64,
        Optional.ofNullable(fields.user));
  }

  private static void property(JsonIn in, Fields into, String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> {
        into.model = in.text();
        if (into.model.isBlank()) {
          throw in.refuse("empty, expected the name of a model");
        }
      }
      case "input" -> input(in, into);
      case "user" -> into.user = in.text();
      case "dimensions" -> into.dimensions = OptionalInt.of(in.integer(1, MOST_DIMENSIONS));
      case "encoding_format" -> {
        String format = in.text();
        if (!format.equals("float") && !format.equals("base64")) {
          throw in.refuse("\"" + Excerpt.of(format) + "\", expected float or base64");
        }
        into.base64 = format.equals("base64");
      }
      default -> in.skip();
    }
  }

  private static void input(JsonIn in, Fields into) {
    if (in.isText()) {
      into.texts.add(text(in));
      return;
    }
    in.array(
        () -> {
          if (into.texts.size() >= MOST_TEXTS) {
            throw in.refuse("more than " + MOST_TEXTS + " texts, expected at most that");
          }
          if (in.isInteger() || in.isArray()) {
            throw Refusal.of(
                Reason.UNSUPPORTED,
                "input: tokens mean something else to every model, expected texts");
          }
          into.texts.add(text(in));
        });
  }

  private static Message text(JsonIn in) {
    String text = in.text();
    if (text.isEmpty()) {
      throw in.refuse("an empty text, expected at least one character");
    }
    return Message.user(text);
  }
}
