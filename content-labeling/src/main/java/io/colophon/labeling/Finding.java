package io.colophon.labeling;

/**
 * One thing a verification noticed.
 *
 * @param code stable, for machines, for instance {@code aigc.duplicate}
 * @param severity whether it breaks the label
 * @param detail for people: the value and what was expected
 */
public record Finding(String code, Severity severity, String detail) {
  /** What a finding means for the verdict. */
  public enum Severity {
    /** A deviation that readers are asked to live with. */
    NOTE,
    /** The label or the file is not in order. */
    BROKEN
  }

  static Finding note(String code, String detail) {
    return new Finding(code, Severity.NOTE, detail);
  }

  static Finding broken(String code, String detail) {
    return new Finding(code, Severity.BROKEN, detail);
  }
}
