package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.fetch.Links;
import io.colophon.gateway.http.JsonIn;
import io.colophon.provider.spi.Part;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the JSON body of {@code /v1/images/generations} and {@code /v1/images/edits}. */
final class ImageJsonReader {
  private final JsonIn in;
  private final ImageOrder order = new ImageOrder();

  private ImageJsonReader(JsonIn in) {
    this.in = in;
  }

  /**
   * @throws Refusal INVALID_REQUEST or MESSAGE_MALFORMED
   */
  static ImageOrder read(ByteBuffer body) {
    return JsonIn.read(
        body,
        in -> {
          ImageJsonReader reader = new ImageJsonReader(in);
          in.object(reader::field);
          return reader.order;
        });
  }

  private void field(String name) {
    if (in.isNull()) {
      return;
    }
    switch (name) {
      case "model" -> order.model(in.text());
      case "prompt" -> order.prompt = in.text();
      case "n" -> order.count = in.integer(1, ImageOrder.MOST_PICTURES);
      case "size" -> order.size(in.text());
      case "output_format" -> order.format(in.text());
      case "response_format" -> order.responseFormat(in.text());
      case "stream" -> order.stream = in.bool();
      case "user" -> order.user(in.text());
      case "image", "images" -> pictures();
      case "mask" -> order.mask = picture();
      case "seed" -> order.seed = OptionalLong.of(in.longInteger(Long.MIN_VALUE, Long.MAX_VALUE));
      case "negative_prompt" -> order.negativePrompt = Optional.of(in.text());
      case "steps" -> order.steps = OptionalInt.of(in.integer(1, 1000));
      case "guidance" -> order.guidance = OptionalDouble.of(in.number(0, 100));
      case "strength" -> order.strength = OptionalDouble.of(in.number(0, 1));
      default -> order.extensions.put(name, in.value());
    }
  }

  private void pictures() {
    if (in.isArray()) {
      in.array(() -> order.source(picture()));
    } else {
      order.source(picture());
    }
  }

  /** A URL or data URL, as it is or as {@code {"image_url": ...}}. */
  private Part.Media picture() {
    if (in.isText()) {
      return link(in.text());
    }
    String[] url = {""};
    in.object(
        name -> {
          if (name.equals("image_url") && in.isText()) {
            url[0] = in.text();
          } else {
            in.skip();
          }
        });
    if (url[0].isEmpty()) {
      throw in.refuse("no image_url, expected one: this gateway keeps no files for file_id");
    }
    return link(url[0]);
  }

  private Part.Media link(String url) {
    try {
      return Links.media(url);
    } catch (IllegalArgumentException unfit) {
      throw in.refuse(String.valueOf(unfit.getMessage()));
    }
  }
}
