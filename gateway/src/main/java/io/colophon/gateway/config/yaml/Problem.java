package io.colophon.gateway.config.yaml;

/**
 * Something wrong in a configuration file. Prints as {@code file:line:column: path: message}.
 *
 * @param position where
 * @param path keys that lead to the value, for instance {@code routes[0].targets[1].weight}; empty
 *     for the whole file
 * @param message the value, unless it is secret, and what was expected
 */
public record Problem(Position position, String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? position + ": " + message : position + ": " + path + ": " + message;
  }
}
