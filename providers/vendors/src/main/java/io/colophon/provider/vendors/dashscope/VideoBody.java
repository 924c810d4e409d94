package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.vendors.pieces.Fit;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for films. From words, the size is one in pixels; from a first frame, whose own shape
 * the film keeps, it is a class of resolution.
 */
final class VideoBody {
  private static final long MOST_SEED = Integer.MAX_VALUE;

  private VideoBody() {}

  static JsonNode write(GenerationRequest.Video request, boolean label, Fit fit) {
    ObjectNode body = Json.object();
    body.put("model", request.prompt().model().name());
    ObjectNode input = body.putObject("input");
    input.put("prompt", request.prompt().userText());
    ObjectNode parameters = body.putObject("parameters");
    parameters.put("watermark", label);
    request.firstFrame().ifPresent(picture -> input.put("img_url", MediaText.dataUrl(picture)));
    request.size().ifPresent(size -> size(parameters, size, request.firstFrame().isPresent(), fit));
    request.duration().ifPresent(length -> parameters.put("duration", seconds(length, fit)));
    request
        .seed()
        .ifPresent(seed -> parameters.put("seed", fit.seed("video.seed", seed, MOST_SEED)));
    request
        .prompt()
        .extensions()
        .forEach(
            (key, value) -> {
              if (key.equals("negative_prompt")) {
                input.set(key, Json.tree(value));
              } else if (Set.of("prompt_extend", "resolution", "audio", "shot_type")
                  .contains(key)) {
                parameters.set(key, Json.tree(value));
              }
            });
    return body;
  }

  private static void size(ObjectNode parameters, PixelSize size, boolean fromFrame, Fit fit) {
    if (!fromFrame) {
      parameters.put("size", size.width() + "*" + size.height());
      return;
    }
    int side = Math.min(size.width(), size.height());
    String resolution = side <= 600 ? "480P" : side <= 900 ? "720P" : "1080P";
    parameters.put("resolution", resolution);
    fit.renamed("video.size", size + " became resolution " + resolution);
  }

  /** Whole seconds, at least one; a part of a second is rounded up. */
  private static long seconds(Duration length, Fit fit) {
    long whole = Math.max(1, (length.toMillis() + 999) / 1000);
    if (whole * 1000 != length.toMillis()) {
      fit.clamped("video.duration", length.toMillis() + " ms became " + whole + " s");
    }
    return whole;
  }
}
