package io.colophon.metering.figure;

/**
 * How a figure came about, precisely enough to compute it again.
 *
 * @param id for instance {@code flop-roofline}
 * @param version changes when the formula or its constants change
 */
public record Method(String id, String version) {
  public Method {
    if (id.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException("method '" + id + "' '" + version + "' needs both parts");
    }
  }

  /** Id and version in one word: {@code flop-roofline/1}. */
  public String tag() {
    return id + "/" + version;
  }
}
