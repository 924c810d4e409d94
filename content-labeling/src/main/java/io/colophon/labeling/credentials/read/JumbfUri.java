package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.JumbfType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An address of a box in a store (C2PA 2.2, 8.2).
 *
 * @param manifest label of the manifest; empty for an address within the same manifest
 * @param path labels below the manifest, outermost first; may be empty for a manifest itself
 */
record JumbfUri(Optional<String> manifest, List<String> path) {
  private static final String PREFIX = "self#jumbf=";

  JumbfUri {
    path = List.copyOf(path);
  }

  /** The parts of an address; empty when it is none. */
  static Optional<JumbfUri> parse(String url) {
    if (!url.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] parts = url.substring(PREFIX.length()).split("/", -1);
    if (parts[0].isEmpty()) {
      return parts.length > 2 && parts[1].equals(JumbfType.STORE_LABEL)
          ? Optional.of(
              new JumbfUri(Optional.of(parts[2]), Arrays.asList(parts).subList(3, parts.length)))
          : Optional.empty();
    }
    // "c2pa/MANIFEST/..." without the slash occurs as well.
    if (parts[0].equals(JumbfType.STORE_LABEL) && parts.length > 1) {
      return Optional.of(
          new JumbfUri(Optional.of(parts[1]), Arrays.asList(parts).subList(2, parts.length)));
    }
    return Optional.of(new JumbfUri(Optional.empty(), Arrays.asList(parts)));
  }

  /** Label of the assertion that is meant; empty when something else is. */
  Optional<String> assertion() {
    return path.size() == 2 && path.get(0).equals(JumbfType.ASSERTIONS_LABEL)
        ? Optional.of(path.get(1))
        : Optional.empty();
  }

  /** Whether it leads into this manifest when it stands in that one. */
  boolean isIn(String manifestLabel, String standsIn) {
    return manifest.orElse(standsIn).equals(manifestLabel);
  }

  /** Address of a manifest. */
  static String to(String manifest, String... path) {
    StringBuilder url =
        new StringBuilder(PREFIX)
            .append('/')
            .append(JumbfType.STORE_LABEL)
            .append('/')
            .append(manifest);
    for (String label : path) {
      url.append('/').append(label);
    }
    return url.toString();
  }

  /** Address of an assertion. */
  static String assertion(String manifest, String label) {
    return to(manifest, JumbfType.ASSERTIONS_LABEL, label);
  }
}
