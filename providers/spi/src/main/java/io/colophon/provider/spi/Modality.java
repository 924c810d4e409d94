package io.colophon.provider.spi;

import java.util.Locale;

/** The kind of thing a generation puts out. Inputs may be of any modality. */
public enum Modality {
  TEXT,
  IMAGE,
  AUDIO,
  VIDEO;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name used in configuration, metrics and records: the constant in lower case. */
  public String id() {
    return id;
  }
}
