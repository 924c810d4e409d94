package io.colophon.gateway.config.yaml;

/**
 * A place in a configuration file.
 *
 * @param file as the operator named it, or the name of the embedded default
 * @param line from 1
 * @param column from 1, in characters as an editor counts them
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
