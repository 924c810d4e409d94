package io.colophon.provider.triton;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.grpc.Status;
import java.util.Locale;

/**
 * Reads failures of the server. Triton says most of them in words, and in a stream in nothing else;
 * the words are those of its core and gRPC endpoint as published.
 */
final class Failures {
  private static final int LONGEST = 200;

  private Failures() {}

  static ProviderException of(Status status) {
    String words = String.valueOf(status.getDescription());
    FailureKind kind =
        switch (status.getCode()) {
          case INVALID_ARGUMENT, OUT_OF_RANGE -> byWords(words, FailureKind.INVALID_REQUEST);
          case UNIMPLEMENTED -> FailureKind.UNSUPPORTED;
          case NOT_FOUND -> FailureKind.MODEL_UNAVAILABLE;
          case UNAUTHENTICATED, PERMISSION_DENIED -> FailureKind.CREDENTIAL_REJECTED;
          case DEADLINE_EXCEEDED -> FailureKind.TIMED_OUT;
          case RESOURCE_EXHAUSTED ->
              words.contains("exceeds maximum size")
                  ? FailureKind.MALFORMED_ANSWER
                  : FailureKind.OVERLOADED;
          case UNAVAILABLE -> byWords(words, FailureKind.UNREACHABLE);
          case CANCELLED -> FailureKind.UNREACHABLE;
          default ->
              words.startsWith("Invalid protobuf") || words.contains("HTTP status code")
                  ? FailureKind.MALFORMED_ANSWER
                  : byWords(words, FailureKind.INTERNAL);
        };
    return new ProviderException(kind, status.getCode() + ": " + line(words));
  }

  /** What a response of a stream says. */
  static ProviderException inStream(String words) {
    return new ProviderException(byWords(words, FailureKind.INTERNAL), line(words));
  }

  private static FailureKind byWords(String words, FailureKind otherwise) {
    String text = words.toLowerCase(Locale.ROOT);
    if (text.contains("unknown model") || text.contains("has no available versions")) {
      return FailureKind.MODEL_UNAVAILABLE;
    }
    if (text.contains("maximum queue size") || text.contains("request timeout expired")) {
      return FailureKind.OVERLOADED;
    }
    return otherwise;
  }

  static ProviderException malformed(String what) {
    return new ProviderException(FailureKind.MALFORMED_ANSWER, "the server " + what);
  }

  private static String line(String words) {
    String line = words.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
