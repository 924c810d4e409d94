package io.colophon.provider.declarative;

import io.colophon.provider.http.MediaText;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ResultDownload;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Usage;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Puts out what an answer holds. */
record Delivery(Vendor vendor, Operation operation, GenerationRequest request) {

  /** The media type that the caller asked for and the vendor was told; empty if there is none. */
  String asked() {
    if (!operation.used().contains("format")) {
      return "";
    }
    Optional<String> format =
        request instanceof GenerationRequest.Image image
            ? image.format()
            : request instanceof GenerationRequest.Audio audio
                ? audio.format()
                : request instanceof GenerationRequest.Video video
                    ? video.format()
                    : Optional.empty();
    ValueRule rule = operation.values().get("format");
    return format
        .filter(one -> rule == null || rule.map().isEmpty() || rule.map().containsKey(one))
        .orElse("");
  }

  /** Puts out a whole JSON answer and finishes. */
  void deliver(Output out, JsonNode body, Usage usage) {
    AnswerRule rule = operation.answer();
    FinishReason reason = rule.finish().read(body).orElse(FinishReason.STOP);
    if (rule.text().isPresent()) {
      Places.text(body, rule.text().get())
          .ifPresent(text -> out.emit(new GenerationEvent.TextDelta(text)));
      out.finish(reason, usage);
    } else if (rule.vectors().isPresent()) {
      vectors(out, body, rule.vectors().get());
      out.finish(reason, usage);
    } else if (reason == FinishReason.CONTENT_FILTERED) {
      out.finish(reason, usage);
    } else {
      List<MediaRule.Found> found =
          rule.media().map(media -> media.find(body, asked())).orElse(List.of());
      if (found.isEmpty()) {
        out.fail(
            FailureKind.MALFORMED_ANSWER, "the answer says that it is done, and holds nothing");
      } else {
        next(out, found, 0, rule.media().orElseThrow().form(), reason, usage);
      }
    }
  }

  private static void vectors(Output out, JsonNode body, AnswerRule.Vectors rule) {
    int index = 0;
    for (JsonNode one : body.at(rule.each())) {
      JsonNode numbers = one.at(rule.at());
      FloatBuffer values = FloatBuffer.allocate(numbers.size());
      numbers.forEach(number -> values.put((float) number.asDouble()));
      out.emit(new GenerationEvent.Vector(index++, values.flip()));
    }
  }

  private void next(
      Output out,
      List<MediaRule.Found> found,
      int index,
      MediaRule.Form form,
      FinishReason reason,
      Usage usage) {
    if (index == found.size()) {
      out.finish(reason, usage);
      return;
    }
    MediaRule.Found one = found.get(index);
    Runnable then = () -> next(out, found, index + 1, form, reason, usage);
    switch (form) {
      case URL ->
          new ResultDownload(out, vendor.base()).fetch(one.value(), index, one.mimeType(), then);
      case BASE64 -> {
        out.emit(
            new GenerationEvent.MediaChunk(
                index, one.mimeType(), MediaText.fromBase64(one.value()), true));
        then.run();
      }
      case HEX -> {
        out.emit(
            new GenerationEvent.MediaChunk(
                index, one.mimeType(), MediaText.fromHex(one.value()), true));
        then.run();
      }
    }
  }
}
