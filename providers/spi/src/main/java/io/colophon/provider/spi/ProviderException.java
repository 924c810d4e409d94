package io.colophon.provider.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A generation failed at the upstream. Carries the fact and nothing secret: the message may be
 * logged, and is shown to operators, so it holds no credential, no prompt and no media.
 */
public final class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final @Nullable Duration retryAfter;

  public ProviderException(FailureKind kind, String message) {
    this(kind, message, null, null);
  }

  /**
   * @param retryAfter how long the upstream asks to wait; null when it does not say
   * @param cause what led to it; null when the upstream's answer is all there is
   */
  public ProviderException(
      FailureKind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public FailureKind kind() {
    return kind;
  }

  /** How long the upstream asks to wait before the next try; empty when it does not say. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
