package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Multipart;
import io.colophon.gateway.http.Multipart.Field;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the form of {@code /v1/images/edits}. */
final class ImageFormReader {

  private ImageFormReader() {}

  /**
   * @throws Refusal INVALID_REQUEST if a field is not as expected, or there is no picture
   */
  static ImageOrder read(Multipart form) {
    ImageOrder order = new ImageOrder();
    for (Field field : form.fields()) {
      read(order, field);
    }
    if (order.sources.isEmpty()) {
      throw Refusal.invalid("image", "missing, expected the picture to change");
    }
    return order;
  }

  private static void read(ImageOrder order, Field field) {
    switch (field.name()) {
      case "model" -> order.model(field.text());
      case "prompt" -> order.prompt = field.text();
      case "n" -> order.count = MediaFields.integer(field, 1, ImageOrder.MOST_PICTURES);
      case "size" -> order.size(field.text());
      case "output_format" -> order.format(field.text());
      case "response_format" -> order.responseFormat(field.text());
      case "stream" -> order.stream = MediaFields.bool(field);
      case "user" -> order.user(field.text());
      case "image", "image[]" -> order.source(MediaFields.file(field, "image"));
      case "mask" -> order.mask = MediaFields.file(field, "image");
      case "seed" -> order.seed = OptionalLong.of(MediaFields.integer(field, 0, Integer.MAX_VALUE));
      case "strength" -> order.strength = OptionalDouble.of(MediaFields.number(field, 0, 1));
      case "negative_prompt" -> order.negativePrompt = Optional.of(field.text());
      case "output_compression", "partial_images" ->
          order.extensions.put(field.name(), MediaFields.integer(field, 0, 100));
      default -> order.extensions.put(field.name(), field.text());
    }
  }
}
