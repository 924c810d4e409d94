package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Json;
import io.colophon.provider.http.MediaText;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.vendors.pieces.Fit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests for pictures. Families of models take the picture to change under different names: as
 * {@code images} of the newer ones, as {@code base_image_url} of those whose request names a {@code
 * function}, and as part of a message.
 */
final class ImageBody {
  private static final long MOST_SEED = Integer.MAX_VALUE;
  private static final String BY_DESCRIPTION = "description_edit";
  private static final String WITHIN_MASK = "description_edit_with_mask";

  private final GenerationRequest.Image request;
  private final Fit fit;
  private final ObjectNode body = Json.object();
  private final ObjectNode parameters;

  private ImageBody(GenerationRequest.Image request, boolean label, Fit fit) {
    this.request = request;
    this.fit = fit;
    body.put("model", request.prompt().model().name());
    body.putObject("input");
    parameters = body.putObject("parameters");
    parameters.put("n", request.count()).put("watermark", label);
    request.size().ifPresent(size -> parameters.put("size", size.width() + "*" + size.height()));
    request
        .seed()
        .ifPresent(seed -> parameters.put("seed", fit.seed("image.seed", seed, MOST_SEED)));
    extension("prompt_extend");
    extension("style");
  }

  /** A body whose input is a prompt. */
  static JsonNode ofPrompt(GenerationRequest.Image request, boolean label, Fit fit) {
    ImageBody made = new ImageBody(request, label, fit);
    made.prompt();
    return made.body;
  }

  /** A body whose input is a message. */
  static JsonNode ofMessage(GenerationRequest.Image request, boolean label, Fit fit) {
    ImageBody made = new ImageBody(request, label, fit);
    made.message();
    return made.body;
  }

  private ObjectNode input() {
    return (ObjectNode) body.get("input");
  }

  private void prompt() {
    ObjectNode input = input();
    input.put("prompt", request.prompt().userText());
    request.negativePrompt().ifPresent(words -> input.put("negative_prompt", words));
    if (request.source().isEmpty()) {
      return;
    }
    String picture = MediaText.dataUrl(request.source().get());
    Object function = request.prompt().extensions().get("function");
    if (function == null && request.mask().isEmpty()) {
      input.putArray("images").add(picture);
      request.strength().ifPresent(unused -> noStrength());
      return;
    }
    input.put("base_image_url", picture);
    request.mask().ifPresent(mask -> input.put("mask_image_url", MediaText.dataUrl(mask)));
    String otherwise = request.mask().isPresent() ? WITHIN_MASK : BY_DESCRIPTION;
    input.put("function", function instanceof String name ? name : otherwise);
    request.strength().ifPresent(value -> parameters.put("strength", value));
  }

  private void message() {
    ArrayNode content =
        input().putArray("messages").addObject().put("role", "user").putArray("content");
    request
        .source()
        .ifPresent(picture -> content.addObject().put("image", MediaText.dataUrl(picture)));
    content.addObject().put("text", request.prompt().userText());
    request.negativePrompt().ifPresent(words -> parameters.put("negative_prompt", words));
    request.strength().ifPresent(unused -> noStrength());
    request
        .mask()
        .ifPresent(
            unused -> fit.dropped("image.mask", "the target takes no mask beside a message"));
  }

  private void noStrength() {
    fit.dropped("image.strength", "the target takes it only where a function is named");
  }

  private void extension(String key) {
    Object value = request.prompt().extensions().get(key);
    if (value != null) {
      parameters.set(key, Json.tree(value));
    }
  }
}
