package io.colophon.gateway.dispatch;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.Ticker;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The verb dispatch: makes attempts at the targets of a plan, one after the other, until one puts
 * something out. A failure leads to the next target only while nothing has been put out, the
 * deadline has not passed and the kind of failure says that another target may help. {@code
 * Accepted} events end here, as facts of the generation; everything else passes.
 */
public final class Dispatcher {
  private final DispatchTools tools;

  /**
   * @param timers for pauses before the upstream of a job is asked again
   * @param abandoned reads answers on whose callers have gone
   * @param expenses takes what attempts used that failed before another was made
   */
  public Dispatcher(
      Ticker ticker,
      ScheduledExecutorService timers,
      AbandonedAnswers abandoned,
      PlatformExpenses expenses) {
    this.tools =
        new DispatchTools(
            new TargetStreams(ticker, timers, abandoned), abandoned, expenses, ticker);
  }

  /** The plan's output. Failures arrive as {@link Refusal}. May be subscribed once. */
  public Flow.Publisher<GenerationEvent> dispatch(Generation generation, RoutePlan plan) {
    return subscriber -> {
      Dispatch dispatch = new Dispatch(generation, plan, tools, subscriber);
      subscriber.onSubscribe(dispatch);
      dispatch.tryNext(null);
    };
  }
}
