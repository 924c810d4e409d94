package io.colophon.gateway.config.yaml;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;

/**
 * What is wrong with a text that is not YAML, in one line and without the text around it, which may
 * hold secrets.
 *
 * @param line from 1; 0 if unknown
 * @param column from 1; 0 if unknown
 */
record SyntaxError(int line, int column, String message) {

  static SyntaxError of(RuntimeException thrown) {
    Throwable cause = thrown.getCause();
    if (cause instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      return new SyntaxError(
          marked.getProblemMark().get().getLine() + 1,
          marked.getProblemMark().get().getColumn() + 1,
          firstLine(marked.getProblem()));
    }
    if (thrown instanceof JacksonException jackson) {
      boolean placed = jackson.getLocation() != null && jackson.getLocation().getLineNr() > 0;
      return new SyntaxError(
          placed ? jackson.getLocation().getLineNr() : 0,
          placed ? Math.max(1, jackson.getLocation().getColumnNr()) : 0,
          firstLine(String.valueOf(jackson.getOriginalMessage())));
    }
    return new SyntaxError(0, 0, firstLine(String.valueOf(thrown.getMessage())));
  }

  void tell(String file, Problems problems) {
    problems.add(new Position(file, line, column), "", "not YAML: " + message);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("unreadable");
  }
}
