package io.colophon.gateway.server;

import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.canary.CanaryTrial;
import io.colophon.gateway.routing.shadow.ShadowLine;
import java.util.Locale;
import java.util.Optional;

/** How canaries and shadows do, in words for operators. */
final class TrialText {
  private static final double PERCENT = 100;

  private TrialText() {}

  /** Empty for an ordinary target. */
  static String of(Target target) {
    Optional<ShadowLine> shadow = target.rules().shadow();
    if (shadow.isPresent()) {
      return String.format(
          Locale.ROOT,
          "%.4g%% copied: %d copies, %d failed, %d left out, %d under way",
          shadow.get().share() * PERCENT,
          shadow.get().copies(),
          shadow.get().failures(),
          shadow.get().left(),
          shadow.get().inFlight());
    }
    return target.rules().canary().map(canary -> of(canary.trial())).orElse("");
  }

  private static String of(CanaryTrial trial) {
    if (trial.rollback().isPresent()) {
      return "taken back at "
          + trial.rollback().get().at()
          + " for "
          + trial.rollback().get().cause().id()
          + ": "
          + trial.rollback().get().detail();
    }
    CanaryTrial.Standing now = trial.standing();
    return String.format(
        Locale.ROOT,
        "takes %.4g%%: %d of %d attempts failed, %d of %d at the others, looked at %d times",
        trial.share() * PERCENT,
        now.failures(),
        now.attempts(),
        now.otherFailures(),
        now.otherAttempts(),
        now.looks());
  }
}
