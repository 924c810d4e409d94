package io.colophon.gateway.openai;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.fetch.DeclaredSize;
import io.colophon.gateway.http.Excerpt;
import io.colophon.gateway.http.Multipart.Field;
import io.colophon.provider.spi.Part;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads values and files of forms. */
final class MediaFields {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("mpga", "audio/mpeg"),
          Map.entry("mpeg", "audio/mpeg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("mp4", "audio/mp4"),
          Map.entry("wav", "audio/wav"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("webm", "audio/webm"));

  private MediaFields() {}

  /**
   * A file. Its type is what the part says, or what its name ends in where the part says nothing of
   * use, which is what many clients send.
   *
   * @param kind {@code image} or {@code audio}
   */
  static Part.Media file(Field field, String kind) {
    if (!field.bytes().hasRemaining()) {
      throw Refusal.invalid(field.name(), "an empty file, expected one with content");
    }
    String type = field.contentType();
    if (!type.startsWith(kind + "/")) {
      type = TYPES.getOrDefault(extension(field.fileName()), type);
    }
    if (!type.startsWith(kind + "/")) {
      throw Refusal.invalid(
          field.name(),
          "a file of type \"" + Excerpt.of(type) + "\", expected one of " + kind + "/...");
    }
    Optional<DeclaredSize> size = DeclaredSize.read(field.bytes());
    if (size.isPresent() && size.get().pixels() > DeclaredSize.MAX_PIXELS) {
      throw Refusal.invalid(
          field.name(),
          "a picture of "
              + size.get().pixels()
              + " pixels, expected at most "
              + DeclaredSize.MAX_PIXELS);
    }
    return new Part.Media(type, field.bytes());
  }

  private static String extension(String fileName) {
    return fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  static int integer(Field field, int min, int max) {
    String text = field.text().strip();
    if (text.matches("[0-9]{1,9}")) {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw expected(field, "a whole number from " + min + " to " + max);
  }

  static double number(Field field, double min, double max) {
    try {
      double value = Double.parseDouble(field.text().strip());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException none) {
      // told below
    }
    throw expected(field, "a number from " + min + " to " + max);
  }

  static boolean bool(Field field) {
    return switch (field.text().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default -> throw expected(field, "true or false");
    };
  }

  private static Refusal expected(Field field, String what) {
    return Refusal.invalid(field.name(), "\"" + Excerpt.of(field.text()) + "\", expected " + what);
  }
}
