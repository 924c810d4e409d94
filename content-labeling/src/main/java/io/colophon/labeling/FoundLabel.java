package io.colophon.labeling;

import java.util.Optional;

/**
 * One label found in a file.
 *
 * @param carrier as in {@link ImplicitLabel#carrier()}, or {@code text-suffix}
 * @param raw what stands there, shortened to {@value #MAX_RAW} characters
 * @param fields the seven fields; empty when the label has none or they cannot be read
 */
public record FoundLabel(String carrier, String raw, Optional<AigcLabel> fields) {
  static final int MAX_RAW = 4096;

  public FoundLabel {
    raw = raw.length() > MAX_RAW ? raw.substring(0, MAX_RAW) : raw;
  }
}
