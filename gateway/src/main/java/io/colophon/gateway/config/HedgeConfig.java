package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** When a text is asked of a second target while the first still puts nothing out. */
public record HedgeConfig(
    @Default("false") @About("Whether it is done at all.") boolean enabled,
    @Default("95%")
        @Range(min = "50%", max = "99.9%")
        @About("Share of requests that are given the time they need; the others are hedged.")
        Percentage quantile,
    @Default("50ms") @Range(min = "1ms", max = "1h") @About("A hedge is never sooner.")
        Duration shortest,
    @Default("30s") @Range(min = "1ms", max = "1h") @About("A hedge is never later.")
        Duration longest,
    @Default("50")
        @Range(min = "10", max = "100000")
        @About("Answers of a target to requests of about that size before there are hedges.")
        int samples,
    @Default("5m")
        @Range(min = "10s", max = "1d")
        @About("How long answers count: at least this, at most twice.")
        Duration memory,
    @Default("2%")
        @Range(min = "0%", max = "100%")
        @About("Hedges of the route in any budget-window, as a share of its requests.")
        Percentage budget,
    @Default("1%")
        @Range(min = "0%", max = "100%")
        @About("What hedges may burn of what the route's requests are expected to cost.")
        Percentage spend,
    @Default("10m") @Range(min = "10s", max = "1d") @About("What both are taken over.")
        Duration budgetWindow) {}
