package io.colophon.gateway.server;

import io.colophon.gateway.config.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. */
public final class InvalidConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidConfigException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** All of them, by position. */
  public List<Problem> problems() {
    return problems;
  }
}
