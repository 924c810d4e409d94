package io.colophon.provider.declarative;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The adapters that come with Colophon, and those of the operator. */
final class ShippedAdapters {
  /** Names of those that come with Colophon. */
  static final List<String> NAMES =
      List.of(
          "a1111",
          "elevenlabs",
          "jiutian",
          "kling",
          "pangu",
          "runway",
          "seedream",
          "stability",
          "telechat",
          "unicom");

  private ShippedAdapters() {}

  /**
   * A shipped adapter.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static Adapter named(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "adapter \"" + name + "\" is not shipped" + Spelling.hint(name, NAMES));
    }
    try (InputStream in = ShippedAdapters.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalArgumentException("adapter \"" + name + "\" is missing from this build");
      }
      return Adapter.read(name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * An adapter of the operator.
   *
   * @throws IllegalArgumentException if it cannot be read or understood
   */
  static Adapter of(Path file) {
    try {
      return Adapter.read(String.valueOf(file.getFileName()), Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "file is \"" + file + "\", which cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
