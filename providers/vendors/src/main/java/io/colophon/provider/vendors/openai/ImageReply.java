package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import io.colophon.provider.vendors.pieces.Results;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Turns what the image interfaces say into events. Not thread-safe. */
final class ImageReply {
  private final Output out;
  private final GenerationRequest.Image request;
  private final List<Translation> translations;
  private final int partials;
  private boolean accepted;
  private int pictures;

  /**
   * @param partials how many previews were asked for
   */
  ImageReply(
      Output out, GenerationRequest.Image request, List<Translation> translations, int partials) {
    this.out = out;
    this.request = request;
    this.translations = translations;
    this.partials = partials;
  }

  void body(JsonNode answer) {
    if (answer.hasNonNull("error")) {
      out.fail(OpenAiFailures.inStream(answer.get("error")));
      return;
    }
    JsonNode data = answer.path("data");
    if (!data.isArray() || data.isEmpty()) {
      out.fail(FailureKind.MALFORMED_ANSWER, "the answer holds no picture");
      return;
    }
    accept();
    for (JsonNode picture : data) {
      picture(picture, answer);
    }
    finish(answer);
  }

  /** One event of the stream. */
  void event(String data) {
    if (data.equals("[DONE]")) {
      return;
    }
    JsonNode event = Json.read(data);
    String type = event.path("type").asString("");
    if (type.endsWith(".partial_image")) {
      accept();
      int index = event.path("partial_image_index").asInt(0);
      out.emit(new GenerationEvent.Progress(Math.min(1.0, (index + 1.0) / (partials + 1.0))));
    } else if (type.endsWith(".completed")) {
      accept();
      picture(event, event);
      if (pictures == request.count()) {
        finish(event);
      }
    } else if (type.equals("error") || event.hasNonNull("error")) {
      JsonNode error = event.get("error");
      out.fail(OpenAiFailures.inStream(error == null ? event : error));
    }
  }

  private void accept() {
    if (!accepted) {
      accepted = true;
      out.emit(new GenerationEvent.Accepted(Optional.empty(), translations));
    }
  }

  private void picture(JsonNode picture, JsonNode answer) {
    JsonNode base64 = picture.get("b64_json");
    if (base64 == null || !base64.isString()) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "picture " + pictures + " of the answer has no b64_json");
    }
    ByteBuffer bytes = MediaText.fromBase64(base64.stringValue());
    out.emit(new GenerationEvent.MediaChunk(pictures++, type(answer), bytes, true));
  }

  /** The answer says which format it took; a host that does not was asked for one, or makes PNG. */
  private String type(JsonNode answer) {
    String said = answer.path("output_format").asString("");
    return said.isEmpty() ? request.format().orElse("image/png") : "image/" + said;
  }

  private void finish(JsonNode answer) {
    out.finish(
        FinishReason.STOP, Results.withImages(OpenAiUsage.read(answer.path("usage")), pictures));
  }
}
