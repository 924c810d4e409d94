package io.colophon.gateway.dispatch;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.waiting.WaitingRoom;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * The verb dispatch: makes attempts at the targets of a plan until one puts something out. A
 * failure leads to another target, or to the same one after a pause, only while nothing has been
 * put out, the deadline has not passed, and the kind of failure and the route's budgets allow it.
 * {@code Accepted} events end here, as facts of the generation; everything else passes.
 */
public final class Dispatcher {
  private final DispatchTools tools;

  /**
   * @param timers for pauses before an upstream is asked again, for hedges and time limits
   * @param abandoned reads answers on whose callers have gone
   * @param expenses takes what attempts used that failed or lost before another one answered
   * @param waiting gives places at targets
   * @param random spreads retries; used by several threads
   */
  public Dispatcher(
      Ticker ticker,
      ScheduledExecutorService timers,
      AbandonedAnswers abandoned,
      PlatformExpenses expenses,
      WaitingRoom waiting,
      RandomGenerator random) {
    this.tools =
        new DispatchTools(
            new TargetStreams(ticker, timers, abandoned),
            abandoned,
            expenses,
            waiting,
            ticker,
            timers,
            random,
            new DispatchCounts());
  }

  /** What was done since the start. */
  public DispatchCounts counts() {
    return tools.counts();
  }

  /** The plan's output. Failures arrive as {@link Refusal}. May be subscribed once. */
  public Flow.Publisher<GenerationEvent> dispatch(Generation generation, RoutePlan plan) {
    return subscriber -> {
      Dispatch dispatch = new Dispatch(generation, plan, tools, subscriber);
      subscriber.onSubscribe(dispatch);
      dispatch.begin();
    };
  }
}
