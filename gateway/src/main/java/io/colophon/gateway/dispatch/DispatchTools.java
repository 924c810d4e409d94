package io.colophon.gateway.dispatch;

import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.provider.spi.Ticker;

/** What every dispatch works with. */
record DispatchTools(
    TargetStreams streams, AbandonedAnswers abandoned, PlatformExpenses expenses, Ticker ticker) {}
