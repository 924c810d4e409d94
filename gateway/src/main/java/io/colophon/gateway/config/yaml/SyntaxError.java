package io.colophon.gateway.config.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What is wrong with a text that is not YAML, in one line and without the text around it, which may
 * hold secrets.
 *
 * @param line from 1; 0 if unknown
 * @param column from 1; 0 if unknown
 */
record SyntaxError(int line, int column, String message) {

  static SyntaxError of(YamlEngineException thrown, String text) {
    if (thrown instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      Mark mark = marked.getProblemMark().get();
      return new SyntaxError(
          mark.getLine() + 1, mark.getColumn() + 1, firstLine(marked.getProblem()));
    }
    if (thrown instanceof ReaderException reader) {
      return ofCharacter(reader, text);
    }
    return new SyntaxError(0, 0, firstLine(String.valueOf(thrown.getMessage())));
  }

  /** The parser counts code points from the start of the text. */
  private static SyntaxError ofCharacter(ReaderException reader, String text) {
    int codePoints = Math.min(reader.getPosition(), text.codePointCount(0, text.length()));
    String before = text.substring(0, text.offsetByCodePoints(0, Math.max(0, codePoints)));
    int lineStart = before.lastIndexOf('\n') + 1;
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = 1 + before.codePointCount(lineStart, before.length());
    return new SyntaxError(
        line, column, String.format("character U+%04X is not allowed", reader.getCodePoint()));
  }

  void tell(String file, Problems problems) {
    problems.add(new Position(file, line, column), "", "not YAML: " + message);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("unreadable");
  }
}
