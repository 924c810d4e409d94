package io.colophon.gateway.config;

import java.util.Optional;

/**
 * One difference between two configurations. Values are as a file would say them, secrets masked.
 *
 * @param path keys that lead to the value; in the later configuration, unless it is gone there
 * @param before empty if the value is new
 * @param after empty if the value is gone
 */
public record ConfigChange(String path, Optional<String> before, Optional<String> after) {

  /** For people, for instance {@code ~ server.grpc: 0.0.0.0:9090 -> 127.0.0.1:9090}. */
  @Override
  public String toString() {
    if (before.isEmpty()) {
      return "+ " + path + ": " + after.orElse("");
    }
    if (after.isEmpty()) {
      return "- " + path + ": " + before.get();
    }
    return before.equals(after)
        ? "~ " + path + ": " + after.get() + " (changed)"
        : "~ " + path + ": " + before.get() + " -> " + after.get();
  }
}
