package io.colophon.gateway.dispatch;

import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.waiting.WaitingRoom;
import io.colophon.provider.spi.Ticker;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What every dispatch works with.
 *
 * @param timers for pauses before retries, for hedges and for the gateway's own time limits
 * @param random spreads retries; used by several threads
 * @param counts for operators
 */
record DispatchTools(
    TargetStreams streams,
    AbandonedAnswers abandoned,
    PlatformExpenses expenses,
    WaitingRoom waiting,
    Ticker ticker,
    ScheduledExecutorService timers,
    RandomGenerator random,
    DispatchCounts counts) {}
