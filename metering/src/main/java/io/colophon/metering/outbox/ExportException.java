package io.colophon.metering.outbox;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sink did not take everything. Messages hold no secret and nothing of the entries. */
public final class ExportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What there is to do about it. */
  public enum Kind {
    /** The same again, later. */
    AGAIN,
    /** The first event that was not taken never will be; those behind it may. */
    EVENT_REFUSED,
    /** Nothing will be taken until an operator changes something. */
    REFUSED
  }

  private final Kind kind;
  private final int taken;
  private final @Nullable Duration wait;

  private ExportException(
      Kind kind, int taken, @Nullable Duration wait, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.taken = taken;
    this.wait = wait;
  }

  /** Something that may pass. */
  public static ExportException again(String message, Throwable cause) {
    return new ExportException(Kind.AGAIN, 0, null, message, cause);
  }

  /** Something that may pass. */
  public static ExportException again(String message) {
    return new ExportException(Kind.AGAIN, 0, null, message, null);
  }

  /** Something that may pass, not before {@code wait} is over. */
  public static ExportException again(String message, Duration wait) {
    return new ExportException(Kind.AGAIN, 0, wait, message, null);
  }

  /** The first event is not wanted. */
  public static ExportException eventRefused(String message) {
    return new ExportException(Kind.EVENT_REFUSED, 0, null, message, null);
  }

  /** Nothing is wanted. */
  public static ExportException refused(String message) {
    return new ExportException(Kind.REFUSED, 0, null, message, null);
  }

  /** The same after so many events were taken. */
  public ExportException after(int events) {
    return new ExportException(kind, taken + events, wait, getMessage(), getCause());
  }

  public Kind kind() {
    return kind;
  }

  /** How many of the first events the receiver has for good; 0 or more. */
  public int taken() {
    return taken;
  }

  /** How long the receiver asks to be left alone; empty if it did not say. */
  public Optional<Duration> waitFor() {
    return Optional.ofNullable(wait);
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? kind.name() : message;
  }
}
