package io.colophon.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The configuration that is in effect without a file. */
final class EmbeddedDefault {
  /** What positions call it. */
  static final String NAME = "embedded-default.yaml";

  private EmbeddedDefault() {}

  static String text() {
    try (InputStream in = EmbeddedDefault.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("resource " + NAME + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
