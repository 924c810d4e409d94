package io.colophon.labeling.credentials.read;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an assertion's label (C2PA 2.2, 6.2): {@code c2pa.actions.v2__1}.
 *
 * @param name without the instance, for instance {@code c2pa.actions.v2}
 * @param base without version and instance, for instance {@code c2pa.actions}
 * @param version 1 when none is written
 */
record AssertionLabel(String name, String base, int version) {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?<base>.*?)(?:\\.v(?<version>[0-9]{1,4}))?(?:__[0-9]{1,9})?", Pattern.DOTALL);

  static AssertionLabel of(String label) {
    Matcher parts = PARTS.matcher(label);
    if (!parts.matches()) {
      return new AssertionLabel(label, label, 1);
    }
    String base = parts.group("base");
    String version = parts.group("version");
    return version == null
        ? new AssertionLabel(base, base, 1)
        : new AssertionLabel(base + ".v" + version, base, Integer.parseInt(version));
  }
}
