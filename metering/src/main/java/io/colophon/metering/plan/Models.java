package io.colophon.metering.plan;

import java.util.List;

/**
 * Which models something holds for: a model or target by name, or a beginning with a star.
 *
 * @param patterns {@code name}, {@code beginning*} or {@code *}; empty for all
 */
public record Models(List<String> patterns) {
  /** Every model. */
  public static final Models ALL = new Models(List.of());

  public Models {
    patterns = List.copyOf(patterns);
  }

  /**
   * Whether a generation is meant.
   *
   * @param target {@code provider/model}
   * @param model the model's name
   */
  boolean include(String target, String model) {
    if (patterns.isEmpty()) {
      return true;
    }
    for (String pattern : patterns) {
      boolean open = pattern.endsWith("*");
      String beginning = open ? pattern.substring(0, pattern.length() - 1) : pattern;
      if (open
          ? target.startsWith(beginning) || model.startsWith(beginning)
          : target.equals(beginning) || model.equals(beginning)) {
        return true;
      }
    }
    return false;
  }
}
