package io.colophon.metering.price;

import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.PixelSize;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for, as far as prices differ by it.
 *
 * @param width of pictures or frames, pixels; 0 when the model chose
 * @param height of pictures or frames, pixels; 0 when the model chose
 * @param quality as the vendor calls it, in lower case; null when not asked for
 * @param sound whether a film has sound; null when not said
 */
public record Attributes(int width, int height, @Nullable String quality, @Nullable Boolean sound) {
  /** Nothing was said. */
  public static final Attributes NONE = new Attributes(0, 0, null, null);

  private static final int LONGEST_WORD = 32;

  public Attributes {
    if (quality != null) {
      quality = quality.toLowerCase(Locale.ROOT);
    }
  }

  /** Reads them from a request; quality and sound stand among its extensions. */
  public static Attributes of(GenerationRequest request) {
    if (request instanceof GenerationRequest.Text && request.prompt().extensions().isEmpty()) {
      return NONE;
    }
    Optional<PixelSize> size =
        request instanceof GenerationRequest.Image image
            ? image.size()
            : request instanceof GenerationRequest.Video video ? video.size() : Optional.empty();
    Map<String, Object> extensions = request.prompt().extensions();
    String quality = word(extensions.get("quality"));
    Boolean sound = truth(extensions, "with_audio", "generate_audio", "audio");
    return size.isEmpty() && quality == null && sound == null
        ? NONE
        : new Attributes(
            size.map(PixelSize::width).orElse(0),
            size.map(PixelSize::height).orElse(0),
            quality,
            sound);
  }

  /**
   * Reads back what the tiers of an earlier cost tell, for whoever prices the same use again.
   *
   * @param cost whose lines may name tiers, see {@link Condition#tier}
   */
  public static Attributes of(Cost cost) {
    Attributes found = NONE;
    if (cost instanceof Cost.Priced priced) {
      for (Cost.Line line : priced.lines()) {
        int colon = line.item().indexOf(':');
        if (colon >= 0) {
          for (String part : line.item().substring(colon + 1).split("/", -1)) {
            found = found.with(part);
          }
        }
      }
    }
    return found;
  }

  private Attributes with(String part) {
    if (part.equals("sound") || part.equals("silent")) {
      return new Attributes(width, height, quality, part.equals("sound"));
    }
    if (part.matches("\\d{1,5}x\\d{1,5}")) {
      int x = part.indexOf('x');
      return new Attributes(
          Integer.parseInt(part.substring(0, x)),
          Integer.parseInt(part.substring(x + 1)),
          quality,
          sound);
    }
    if (part.matches("\\d{1,5}p")) {
      int side = Integer.parseInt(part.substring(0, part.length() - 1));
      return width > 0 ? this : new Attributes(side, side, quality, sound);
    }
    return part.startsWith("over-") ? this : new Attributes(width, height, part, sound);
  }

  private static @Nullable String word(@Nullable Object value) {
    return value instanceof String text && text.length() <= LONGEST_WORD ? text : null;
  }

  private static @Nullable Boolean truth(Map<String, Object> extensions, String... names) {
    for (String name : names) {
      if (extensions.get(name) instanceof Boolean truth) {
        return truth;
      }
    }
    return null;
  }

  /** Shorter side, pixels; 0 when not known. */
  int shortSide() {
    return Math.min(width, height);
  }

  /** For messages: {@code 1024x1024, quality hd}. */
  String describe() {
    StringBuilder text = new StringBuilder();
    text.append(width > 0 ? width + "x" + height : "no stated size");
    if (quality != null) {
      text.append(", quality ").append(quality);
    }
    if (sound != null) {
      text.append(sound ? ", with sound" : ", without sound");
    }
    return text.toString();
  }
}
