package io.colophon.gateway.dispatch;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.util.Locale;

/** What the outcome of an attempt says. */
final class AttemptFacts {
  /** The caller went away. */
  static final String CANCELLED = "cancelled";

  /** The caller had gone; the answer was read to its end all the same. */
  static final String DRAINED = "drained";

  /** The caller had gone; the answer was read on, but not to its end. */
  static final String DRAINED_PARTLY = "drained_partly";

  /** Another attempt of the same generation was faster. */
  static final String LOST = "lost";

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

  /** Whether it may get the target ejected; one that asks for rest gets that instead. */
  static boolean standsOut(ProviderException fact) {
    return speaksAgainstTarget(fact) && fact.kind() != FailureKind.RATE_LIMITED;
  }

  /** Whether another credential of the same deployment may help. */
  static boolean isOfCredential(ProviderException fact) {
    return switch (fact.kind()) {
      case CREDENTIAL_REJECTED, ACCOUNT_EXHAUSTED, RATE_LIMITED -> true;
      default -> false;
    };
  }

  static ProviderException factOf(Throwable failure) {
    return failure instanceof ProviderException known
        ? known
        : new ProviderException(FailureKind.INTERNAL, "the plug-in broke", null, failure);
  }

  /** Whether it is of use to the caller, beyond telling that work goes on. */
  static boolean isOutput(GenerationEvent event) {
    return !(event instanceof GenerationEvent.Progress)
        && !(event instanceof GenerationEvent.Submitted);
  }
}
