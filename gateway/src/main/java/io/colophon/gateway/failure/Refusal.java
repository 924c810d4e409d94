package io.colophon.gateway.failure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fact that a generation does not come about, or breaks off. The message reaches the caller, so
 * it names values and expectations but no secret, no upstream detail and no stack. A cause, if any,
 * is for the log alone. Has no stack trace of its own: it is an answer, not an accident.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient List<FieldViolation> fields;
  private final transient @Nullable QuotaViolation quota;
  private final @Nullable Duration retryAfter;

  private Refusal(
      Reason reason,
      String message,
      List<FieldViolation> fields,
      @Nullable QuotaViolation quota,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.reason = reason;
    this.fields = List.copyOf(fields);
    this.quota = quota;
    this.retryAfter = retryAfter;
  }

  public static Refusal of(Reason reason, String message) {
    return new Refusal(reason, message, List.of(), null, null, null);
  }

  /** With the cause for the log. */
  public static Refusal of(Reason reason, String message, Throwable cause) {
    return new Refusal(reason, message, List.of(), null, null, cause);
  }

  /** A request with at least one thing wrong. */
  public static Refusal invalid(List<FieldViolation> fields) {
    FieldViolation first = fields.get(0);
    String more = fields.size() > 1 ? " (and " + (fields.size() - 1) + " more)" : "";
    return new Refusal(
        Reason.INVALID_REQUEST,
        first.field() + ": " + first.description() + more,
        fields,
        null,
        null,
        null);
  }

  /** The same, told in other words than those of the first thing. */
  public static Refusal invalid(List<FieldViolation> fields, String message) {
    return new Refusal(Reason.INVALID_REQUEST, message, fields, null, null, null);
  }

  /** A request with one thing wrong. */
  public static Refusal invalid(String field, String description) {
    return invalid(List.of(new FieldViolation(field, description)));
  }

  /**
   * A limit refused.
   *
   * @param retryAfter how long to wait; null when waiting does not help
   */
  public static Refusal quota(QuotaViolation quota, @Nullable Duration retryAfter) {
    return new Refusal(
        Reason.QUOTA_EXCEEDED, quota.description(), List.of(), quota, retryAfter, null);
  }

  /** The same refusal with a time to wait. */
  public Refusal retryAfter(Duration wait) {
    return new Refusal(reason, text(), fields, quota, wait, getCause());
  }

  public Reason reason() {
    return reason;
  }

  /** The message, never null. */
  public String text() {
    String message = getMessage();
    return message == null ? reason.name() : message;
  }

  /** What is wrong with the request; empty when that is not the point. */
  public List<FieldViolation> fields() {
    return fields;
  }

  /** The limit that refused; empty when that is not the point. */
  public Optional<QuotaViolation> quota() {
    return Optional.ofNullable(quota);
  }

  /** How long to wait before the next try; empty when unknown or of no use. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
