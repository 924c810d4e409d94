package io.colophon.gateway.config.yaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems. Not safe for use by several threads. */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();

  public void add(Position position, String path, String message) {
    found.add(new Problem(position, path, message));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All problems in the order of the file. */
  public List<Problem> inOrder() {
    return found.stream().sorted((a, b) -> a.position().compareTo(b.position())).toList();
  }
}
