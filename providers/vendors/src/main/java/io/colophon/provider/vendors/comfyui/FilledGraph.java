package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import tools.jackson.databind.node.ObjectNode;

/** A copy of a graph with the values of one request in it. */
final class FilledGraph {
  private final Workflow workflow;
  private final List<Translation> translations;
  private final ObjectNode graph;

  /**
   * @param translations takes what the graph has no place for
   */
  FilledGraph(Workflow workflow, List<Translation> translations) {
    this.workflow = workflow;
    this.translations = translations;
    this.graph = workflow.graph().deepCopy();
  }

  ObjectNode graph() {
    return graph;
  }

  /** Puts in the name that a picture got when it was uploaded. */
  void picture(String slot, String name) {
    put(slot, slot, name);
  }

  /** Puts in everything but pictures. */
  void fill(GenerationRequest request, String generationId) {
    put("prompt", "prompt", request.prompt().userText());
    if (request instanceof GenerationRequest.Image image) {
      image(image, generationId);
    } else if (request instanceof GenerationRequest.Video video) {
      video(video, generationId);
    } else if (request instanceof GenerationRequest.Audio audio) {
      audio(audio, generationId);
    }
  }

  private void image(GenerationRequest.Image request, String generationId) {
    request.size().ifPresent(size -> size("image.size", size));
    if (request.count() > 1) {
      put("count", "image.count", request.count());
    }
    request.steps().ifPresent(steps -> put("steps", "image.steps", steps));
    request.guidance().ifPresent(value -> put("guidance", "image.guidance", value));
    request
        .negativePrompt()
        .ifPresent(words -> put("negative-prompt", "image.negative_prompt", words));
    request.strength().ifPresent(value -> put("strength", "image.strength", value));
    seed("image.seed", request.seed(), generationId);
  }

  private void video(GenerationRequest.Video request, String generationId) {
    request.size().ifPresent(size -> size("video.size", size));
    request.framesPerSecond().ifPresent(fps -> put("fps", "video.fps", fps));
    request.duration().ifPresent(length -> length(request, length));
    seed("video.seed", request.seed(), generationId);
  }

  // Graphs count frames; seconds are for those few that have such an input.
  private void length(GenerationRequest.Video request, Duration length) {
    if (workflow.slots().has("frames") && request.framesPerSecond().isPresent()) {
      long frames = length.toMillis() * request.framesPerSecond().getAsInt() / 1000;
      put("frames", "video.duration", Math.max(1, frames));
    } else {
      put("duration", "video.duration", length.toMillis() / 1000.0);
    }
  }

  private void audio(GenerationRequest.Audio request, String generationId) {
    request.voice().ifPresent(voice -> put("voice", "audio.voice", voice));
    request.speed().ifPresent(speed -> put("speed", "audio.speed", speed));
    request.language().ifPresent(language -> put("language", "audio.language", language));
    request
        .duration()
        .ifPresent(length -> put("duration", "audio.duration", length.toMillis() / 1000.0));
    seed("audio.seed", request.seed(), generationId);
  }

  private void size(String parameter, PixelSize size) {
    put("width", parameter, size.width());
    put("height", parameter, size.height());
  }

  // A server does not compute the same graph twice, so that a graph without a seed of its own for
  // each generation would give everybody the same picture.
  private void seed(String parameter, OptionalLong seed, String generationId) {
    if (seed.isPresent()) {
      put("seed", parameter, Math.abs(seed.getAsLong() % Long.MAX_VALUE));
    } else if (workflow.slots().has("seed")) {
      CRC32 sum = new CRC32();
      sum.update(generationId.getBytes(StandardCharsets.UTF_8));
      put("seed", parameter, sum.getValue());
    }
  }

  private void put(String slot, String parameter, Object value) {
    if (workflow.slots().put(graph, slot, Json.tree(value))) {
      return;
    }
    Translation dropped =
        new Translation(parameter, Translation.Change.DROPPED, "the graph has no place for it");
    if (!translations.contains(dropped)) {
      translations.add(dropped);
    }
  }
}
