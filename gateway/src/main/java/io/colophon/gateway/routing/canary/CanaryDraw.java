package io.colophon.gateway.routing.canary;

import io.colophon.gateway.config.CanarySubject;
import io.colophon.gateway.routing.filter.Draw;
import io.colophon.gateway.routing.filter.RequestFacts;

/** Who goes to a canary. The same subject always does or never does while the share stands. */
public final class CanaryDraw {
  private final CanaryTrial trial;
  private final CanarySubject by;

  public CanaryDraw(CanaryTrial trial, CanarySubject by) {
    this.trial = trial;
    this.by = by;
  }

  public CanaryTrial trial() {
    return trial;
  }

  /** Whether a request goes there, as far as its share is concerned. */
  public boolean takes(RequestFacts asked) {
    return Draw.takes(trial.name(), subject(asked), trial.share());
  }

  private String subject(RequestFacts asked) {
    return switch (by) {
      case KEY -> asked.caller().tenant() + "/" + asked.caller().keyName().orElse("");
      case END_USER -> asked.received().endUser().orElseGet(() -> asked.received().generationId());
      case GENERATION -> asked.received().generationId();
    };
  }
}
