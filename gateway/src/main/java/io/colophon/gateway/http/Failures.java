package io.colophon.gateway.http;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is thrown, as what callers are told. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The refusal behind it; what is none is a bug of ours: it is logged and told as INTERNAL. */
  static Refusal refusalOf(@Nullable Throwable failure) {
    Throwable fact =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (fact instanceof Refusal refusal) {
      return refusal;
    }
    log.error("a request failed", fact);
    return Refusal.of(Reason.INTERNAL, "the gateway failed");
  }
}
