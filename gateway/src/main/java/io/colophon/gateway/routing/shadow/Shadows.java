package io.colophon.gateway.routing.shadow;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.routing.RoutePlan.RankedTarget;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import java.util.List;
import java.util.concurrent.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends copies of requests to shadows, after the real attempt has begun. Whatever becomes of a
 * copy, the caller never waits for it and never hears of it; what it uses is on the platform's
 * account. Thread-safe.
 */
public final class Shadows {
  private static final Logger log = LoggerFactory.getLogger(Shadows.class);

  private final PlatformExpenses expenses;
  private final Ticker ticker;

  public Shadows(PlatformExpenses expenses, Ticker ticker) {
    this.expenses = expenses;
    this.ticker = ticker;
  }

  /** The attempts, with copies beside them where the generation has any. */
  public Flow.Publisher<GenerationEvent> beside(
      Generation generation, Flow.Publisher<GenerationEvent> attempts) {
    List<RankedTarget> shadows = generation.shadows();
    if (shadows.isEmpty()) {
      return attempts;
    }
    return subscriber -> {
      attempts.subscribe(subscriber);
      for (RankedTarget ranked : shadows) {
        begin(generation, ranked);
      }
    };
  }

  private void begin(Generation generation, RankedTarget ranked) {
    ShadowLine line = ranked.target().rules().shadow().orElseThrow();
    if (!ranked.target().health().tryBegin()) {
      return; // it rests after failures
    }
    if (!line.tryBegin()) {
      ranked.target().health().abandoned();
      return;
    }
    ShadowCopy copy = new ShadowCopy(generation, ranked, line, expenses, ticker);
    try {
      copy.begin();
    } catch (RuntimeException broken) {
      log.warn("a copy for {} could not be sent", line.name(), broken);
      copy.onError(broken);
    }
  }
}
