package io.colophon.provider.remote;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a call ended. {@code ErrorInfo.reason} of our domain says the kind; without it the
 * status code does, and what gRPC itself found wrong.
 */
final class FailureReader {
  private static final String DOMAIN = "colophon.io";
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private FailureReader() {}

  /**
   * The failure that a status other than OK stands for.
   *
   * @param trailers what came with it; null when nothing did
   */
  static ProviderException read(Status status, @Nullable Metadata trailers) {
    @Nullable FailureKind named = null;
    @Nullable Duration retryAfter = null;
    if (trailers != null) {
      for (Any detail : StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList()) {
        try {
          if (detail.is(ErrorInfo.class)) {
            named = named(detail.unpack(ErrorInfo.class));
          } else if (detail.is(RetryInfo.class)) {
            retryAfter = wait(detail.unpack(RetryInfo.class));
          }
        } catch (InvalidProtocolBufferException e) {
          return new ProviderException(
              FailureKind.MALFORMED_ANSWER, "the plug-in's failure has broken details", null, e);
        }
      }
    }
    FailureKind kind = named == null ? byStatus(status, trailers) : named;
    return new ProviderException(kind, message(status), retryAfter, null);
  }

  private static @Nullable FailureKind named(ErrorInfo info) {
    if (!info.getDomain().equals(DOMAIN)) {
      return null;
    }
    for (FailureKind kind : FailureKind.values()) {
      if (kind.name().equals(info.getReason())) {
        return kind;
      }
    }
    return null;
  }

  private static @Nullable Duration wait(RetryInfo info) {
    if (!info.hasRetryDelay()) {
      return null;
    }
    // Seconds of a Duration are limited to about 10,000 years, but nobody holds a plug-in to it.
    long seconds = Math.min(info.getRetryDelay().getSeconds(), LONGEST_WAIT.toSeconds());
    Duration wait = Duration.ofSeconds(Math.max(0, seconds), info.getRetryDelay().getNanos());
    return wait.isNegative() ? null : wait;
  }

  private static String message(Status status) {
    String words = status.getDescription();
    String code = status.getCode().name().toLowerCase(Locale.ROOT);
    return words == null || words.isBlank()
        ? "the plug-in's call ended with " + code
        : "the plug-in's call ended with " + code + ": " + Excerpt.of(words);
  }

  private static FailureKind byStatus(Status status, @Nullable Metadata trailers) {
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, OUT_OF_RANGE -> FailureKind.INVALID_REQUEST;
      case UNIMPLEMENTED -> FailureKind.UNSUPPORTED;
      case NOT_FOUND -> FailureKind.MODEL_UNAVAILABLE;
      case UNAUTHENTICATED, PERMISSION_DENIED -> FailureKind.CREDENTIAL_REJECTED;
      case DEADLINE_EXCEEDED -> FailureKind.TIMED_OUT;
      // A stream that somebody else cancelled is one that broke.
      case UNAVAILABLE, CANCELLED -> FailureKind.UNREACHABLE;
      case RESOURCE_EXHAUSTED -> exhausted(status, trailers);
      default -> notUnderstood(status) ? FailureKind.MALFORMED_ANSWER : FailureKind.INTERNAL;
    };
  }

  /** RESOURCE_EXHAUSTED is also what both sides say of a message that is too large for them. */
  private static FailureKind exhausted(Status status, @Nullable Metadata trailers) {
    String words = String.valueOf(status.getDescription());
    if (!words.contains("exceeds maximum size") && !words.contains("larger than max")) {
      return FailureKind.RATE_LIMITED;
    }
    boolean said = trailers != null && !trailers.keys().isEmpty();
    return said ? FailureKind.UNSUPPORTED : FailureKind.MALFORMED_ANSWER;
  }

  /** What gRPC reports of answers that are no gRPC or no message of the contract. */
  private static boolean notUnderstood(Status status) {
    String words = String.valueOf(status.getDescription());
    return status.getCause() instanceof InvalidProtocolBufferException
        || words.startsWith("Invalid protobuf")
        || words.contains("HTTP status code")
        || words.contains("invalid content-type");
  }
}
