package io.colophon.gateway.dispatch;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.util.Locale;

/** What the outcome of an attempt says. */
final class AttemptFacts {
  /** The caller had gone; the answer was read to its end all the same. */
  static final String DRAINED = "drained";

  /** The caller had gone; the answer was read on, but not to its end. */
  static final String DRAINED_PARTLY = "drained_partly";

  private AttemptFacts() {}

  static String outcome(ProviderException fact) {
    return fact.kind().name().toLowerCase(Locale.ROOT);
  }

  /** A request that is itself wrong, or refused for its content, says nothing of the target. */
  static boolean speaksAgainstTarget(ProviderException fact) {
    return switch (fact.kind()) {
      case INVALID_REQUEST, UNSUPPORTED, CONTENT_REFUSED -> false;
      default -> true;
    };
  }

  static ProviderException factOf(Throwable failure) {
    return failure instanceof ProviderException known
        ? known
        : new ProviderException(FailureKind.INTERNAL, "the plug-in broke", null, failure);
  }
}
