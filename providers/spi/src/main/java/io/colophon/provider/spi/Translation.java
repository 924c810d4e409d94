package io.colophon.provider.spi;

/**
 * One parameter that could not be passed on as it was.
 *
 * @param parameter its name in the request, for instance {@code image.guidance}
 * @param change what happened to it
 * @param detail value before and after, or the reason; safe to show to the caller
 */
public record Translation(String parameter, Change change, String detail) {

  /** What happened to a parameter. */
  public enum Change {
    /** Not sent: the target has no such parameter. */
    DROPPED,
    /** Sent with the nearest value that the target takes. */
    CLAMPED,
    /** Sent under another name or form with the same meaning. */
    RENAMED
  }
}
