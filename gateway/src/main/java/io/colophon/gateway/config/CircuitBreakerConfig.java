package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** When a target that keeps failing is left alone for a while. */
public record CircuitBreakerConfig(
    @Default("true") @About("false: every attempt is made.") boolean enabled,
    @Default("50%")
        @Range(min = "0.1%", max = "100%")
        @About("Opens at this share of failed attempts.")
        Percentage failureRate,
    @Default("20") @Range(min = "1", max = "10000") @About("Attempts that the share is taken over.")
        int window,
    @Default("10") @Range(min = "1") @About("Attempts before the share counts, at most window.")
        int minimumAttempts,
    @Default("30s") @Range(min = "100ms", max = "24h") @About("How long it stays open.")
        Duration openFor,
    @Default("3")
        @Range(min = "1", max = "1000")
        @About("Attempts let through to see whether it recovered.")
        int trialAttempts) {}
