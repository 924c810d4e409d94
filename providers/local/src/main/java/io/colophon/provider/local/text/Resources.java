package io.colophon.provider.local.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the model that lie beside its classes. */
final class Resources {
  private Resources() {}

  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ModelFileException(name + " is not beside the classes of local-lm");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ModelFileException(name + " cannot be read", e);
    }
  }

  /** The lines that are neither empty nor a comment. */
  static List<String> words(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
