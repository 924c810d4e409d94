package io.colophon.provider.bedrock;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Translation;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for a film as {@code modelInput} of an asynchronous invocation. Nova Reel makes 1280 x
 * 720 at 24 frames per second, 6 seconds from one prompt; Luma Ray 5 or 9 seconds at 540p or 720p.
 */
final class FilmBody {
  private static final String DURATION = "video.duration";
  private static final String SIZE = "video.size";

  private final GenerationRequest.Video request;
  private final List<Translation> translations;

  /**
   * @param translations takes what was changed
   */
  FilmBody(GenerationRequest.Video request, List<Translation> translations) {
    this.request = request;
    this.translations = translations;
  }

  ObjectNode nova() {
    ObjectNode input = Json.object().put("taskType", "TEXT_VIDEO");
    ObjectNode text = input.putObject("textToVideoParams").put("text", request.prompt().userText());
    request
        .firstFrame()
        .ifPresent(
            frame ->
                text.putArray("images")
                    .addObject()
                    .put("format", frame.mimeType().endsWith("jpeg") ? "jpeg" : "png")
                    .putObject("source")
                    .put("bytes", MediaText.base64(frame)));
    ObjectNode config =
        input
            .putObject("videoGenerationConfig")
            .put("durationSeconds", 6)
            .put("fps", 24)
            .put("dimension", "1280x720");
    request.duration().ifPresent(length -> clamped(DURATION, seconds(length), "6 s"));
    request.size().ifPresent(size -> clamped(SIZE, size.toString(), "1280x720"));
    request.seed().ifPresent(seed -> config.put("seed", novaSeed(seed)));
    return input;
  }

  private long novaSeed(long seed) {
    long most = 2_147_483_646L; // documented range: 0 to this
    long taken = Math.floorMod(seed, most + 1);
    if (taken != seed) {
      clamped("video.seed", Long.toString(seed), Long.toString(taken));
    }
    return taken;
  }

  ObjectNode luma() {
    ObjectNode input = Json.object().put("prompt", request.prompt().userText());
    request
        .size()
        .ifPresent(
            size -> {
              boolean small = Math.min(size.width(), size.height()) <= 540;
              boolean wide = size.width() >= size.height();
              String shape = size.width() == size.height() ? "1:1" : wide ? "16:9" : "9:16";
              String resolution = small ? "540p" : "720p";
              input.put("aspect_ratio", shape).put("resolution", resolution);
              clamped(SIZE, size.toString(), shape + ", " + resolution);
            });
    request
        .duration()
        .ifPresent(
            length -> {
              String taken = length.compareTo(Duration.ofSeconds(7)) < 0 ? "5s" : "9s";
              input.put("duration", taken);
              clamped(DURATION, seconds(length), taken.replace("s", " s"));
            });
    request.firstFrame().ifPresent(frame -> keyframe(frame, input));
    if (request.seed().isPresent()) {
      translations.add(
          new Translation(
              "video.seed", Translation.Change.DROPPED, "the target has no such parameter"));
    }
    return input;
  }

  private static void keyframe(Part.Media frame, ObjectNode input) {
    input
        .putObject("keyframes")
        .putObject("frame0")
        .put("type", "image")
        .putObject("source")
        .put("type", "base64")
        .put("media_type", frame.mimeType())
        .put("data", MediaText.base64(frame));
  }

  private static String seconds(Duration length) {
    return length.toMillis() % 1000 == 0 ? length.toSeconds() + " s" : length.toMillis() + " ms";
  }

  private void clamped(String parameter, String wanted, String taken) {
    if (!wanted.equals(taken)) {
      translations.add(
          new Translation(parameter, Translation.Change.CLAMPED, wanted + " -> " + taken));
    }
  }
}
