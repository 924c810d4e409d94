package io.colophon.provider.vendors.pieces;

import io.colophon.provider.http.HttpFailures;
import io.colophon.provider.http.HttpHead;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Failures by which a vendor says more than an HTTP status does. */
public final class VendorFailure {
  private static final int MOST_WORDS = 300;

  private VendorFailure() {}

  /**
   * A failure with the vendor's code, and with its sentence only where that helps to mend the
   * request: sentences about credentials may quote them.
   *
   * @param head what the wait is read from; null when there is no answer of its own
   */
  public static ProviderException of(
      FailureKind kind, String code, String sentence, @Nullable HttpHead head, Clock clock) {
    Optional<Duration> wait =
        head == null ? Optional.empty() : HttpFailures.retryAfter(head, clock);
    return new ProviderException(kind, words(kind, code, sentence), wait.orElse(null), null);
  }

  /** A failure that came within an answer. */
  public static ProviderException of(FailureKind kind, String code, String sentence) {
    return new ProviderException(kind, words(kind, code, sentence));
  }

  private static String words(FailureKind kind, String code, String sentence) {
    String name = code.isEmpty() ? "an error without a code" : "code " + code;
    if (kind != FailureKind.INVALID_REQUEST || sentence.isBlank()) {
      return name;
    }
    String strip = sentence.strip();
    return name
        + ": "
        + (strip.length() > MOST_WORDS ? strip.substring(0, MOST_WORDS) + "..." : strip);
  }
}
