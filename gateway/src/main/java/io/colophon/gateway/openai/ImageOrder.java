package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Pictures as asked for at {@code /v1/images/generations} or {@code /v1/images/edits}; filled while
 * a request is read, from JSON or from a form.
 */
final class ImageOrder {
  static final int MOST_PICTURES = 10;
  private static final int MOST_SOURCES = 16;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_SIDE = 65_535;

  final Map<String, Object> extensions = new HashMap<>(4);
  final List<Part.Media> sources = new ArrayList<>(0);
  String model = "";
  String prompt = "";
  int count = 1;
  Optional<PixelSize> size = Optional.empty();
  Optional<String> format = Optional.empty();
  OptionalLong seed = OptionalLong.empty();
  OptionalInt steps = OptionalInt.empty();
  OptionalDouble guidance = OptionalDouble.empty();
  OptionalDouble strength = OptionalDouble.empty();
  Optional<String> negativePrompt = Optional.empty();
  Part.@Nullable Media mask;
  @Nullable String user;
  boolean stream;
  boolean wantsUrl;

  void model(String name) {
    if (name.length() > LONGEST_NAME) {
      throw Refusal.invalid(
          "model", name.length() + " characters, expected at most " + LONGEST_NAME);
    }
    model = name;
  }

  void user(String name) {
    if (name.length() > LONGEST_NAME) {
      throw Refusal.invalid(
          "user", name.length() + " characters, expected at most " + LONGEST_NAME);
    }
    user = name.isEmpty() ? null : name;
  }

  /** {@code auto}, or pixels such as {@code 1024x1536}. */
  void size(String text) {
    if (text.isEmpty() || text.equals("auto")) {
      size = Optional.empty();
      return;
    }
    size = Optional.of(pixels("size", text));
  }

  /** Pixels such as {@code 1024x1536}. */
  static PixelSize pixels(String field, String text) {
    int cross = text.indexOf('x');
    int width = cross < 1 ? 0 : side(text.substring(0, cross));
    int height = cross < 1 ? 0 : side(text.substring(cross + 1));
    if (width < 1 || height < 1) {
      throw Refusal.invalid(field, "\"" + Excerpt.of(text) + "\", expected for instance 1024x1024");
    }
    return new PixelSize(width, height);
  }

  private static int side(String digits) {
    if (!digits.matches("[0-9]{1,5}")) {
      return 0;
    }
    int side = Integer.parseInt(digits);
    return side > LONGEST_SIDE ? 0 : side;
  }

  void format(String name) {
    format =
        switch (name) {
          case "" -> Optional.empty();
          case "png", "jpeg", "webp" -> Optional.of("image/" + name);
          default ->
              throw Refusal.invalid(
                  "output_format", "\"" + Excerpt.of(name) + "\", expected png, jpeg or webp");
        };
  }

  void responseFormat(String name) {
    switch (name) {
      case "", "b64_json" -> wantsUrl = false;
      case "url" -> wantsUrl = true;
      default ->
          throw Refusal.invalid(
              "response_format", "\"" + Excerpt.of(name) + "\", expected b64_json or url");
    }
  }

  void source(Part.Media media) {
    if (sources.size() == MOST_SOURCES) {
      throw Refusal.invalid("image", "more than " + MOST_SOURCES + ", expected at most that");
    }
    sources.add(media);
  }

  /** The request. The first picture is the one to change, further ones stand in the message. */
  GenerationRequest.Image request() {
    if (prompt.isBlank()) {
      throw Refusal.invalid("prompt", "missing or empty, expected a description");
    }
    if (mask != null && sources.isEmpty()) {
      throw Refusal.invalid("mask", "needs an image to change, none was sent");
    }
    List<Part> parts = new ArrayList<>(1);
    parts.add(new Part.Text(prompt));
    parts.addAll(sources.subList(Math.min(1, sources.size()), sources.size()));
    return new GenerationRequest.Image(
        new Prompt(
            new TargetModel(model.isBlank() ? "default" : model),
            List.of(new Message(Message.Role.USER, parts)),
            List.of(),
            extensions),
        size,
        count,
        format,
        steps,
        guidance,
        seed,
        negativePrompt,
        sources.isEmpty() ? Optional.empty() : Optional.of(sources.get(0)),
        Optional.ofNullable(mask),
        strength,
        List.of());
  }
}
