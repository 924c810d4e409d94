package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Translation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for a film as the body of {@code predictLongRunning}. Lengths are whole seconds from 4
 * to 8; which of them a model takes is left to it, as is whether it takes a resolution.
 */
final class FilmBody {
  private static final int SHORTEST_SECONDS = 4;
  private static final int LONGEST_SECONDS = 8;

  private FilmBody() {}

  static byte[] write(GenerationRequest.Video request, List<Translation> translations) {
    ObjectNode body = Json.object();
    ObjectNode instance = body.putArray("instances").addObject();
    instance.put("prompt", request.prompt().userText());
    request
        .firstFrame()
        .ifPresent(
            frame ->
                instance
                    .putObject("image")
                    .put("bytesBase64Encoded", MediaText.base64(frame))
                    .put("mimeType", frame.mimeType()));
    ObjectNode parameters = Json.object();
    request.size().ifPresent(size -> shape(size, parameters, translations));
    request.duration().ifPresent(length -> length(length, parameters, translations));
    request
        .seed()
        .ifPresent(
            seed -> parameters.put("seed", TextBody.seed32(seed, "video.seed", translations)));
    Map<String, Object> extensions = request.prompt().extensions();
    if (extensions.get("negative_prompt") instanceof String negative) {
      parameters.put("negativePrompt", negative);
    }
    if (extensions.get("person_generation") instanceof String persons) {
      parameters.put("personGeneration", persons);
    }
    if (!parameters.isEmpty()) {
      body.set("parameters", parameters);
    }
    return Json.write(body);
  }

  private static void shape(PixelSize size, ObjectNode parameters, List<Translation> changes) {
    String shape = Shapes.nearest(size, Shapes.FILMS);
    int side = Math.min(size.width(), size.height());
    String resolution = side <= 720 ? "720p" : side <= 1080 ? "1080p" : "4k";
    parameters.put("aspectRatio", shape).put("resolution", resolution);
    PixelSize exact = exact(shape, resolution);
    if (!exact.equals(size)) {
      changes.add(Shapes.translation("video.size", size, exact.toString()));
    }
  }

  private static PixelSize exact(String shape, String resolution) {
    int side =
        switch (resolution) {
          case "720p" -> 720;
          case "1080p" -> 1080;
          default -> 2160;
        };
    int other = side / 9 * 16;
    return shape.equals("16:9") ? new PixelSize(other, side) : new PixelSize(side, other);
  }

  private static void length(Duration wanted, ObjectNode parameters, List<Translation> changes) {
    long rounded = (wanted.toMillis() + 500) / 1000;
    int seconds = (int) Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, rounded));
    parameters.put("durationSeconds", seconds);
    if (wanted.toMillis() != seconds * 1000L) {
      changes.add(
          new Translation(
              "video.duration",
              Translation.Change.CLAMPED,
              wanted.toMillis() + " ms -> " + seconds + " s"));
    }
  }
}
