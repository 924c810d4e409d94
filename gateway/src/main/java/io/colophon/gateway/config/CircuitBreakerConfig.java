package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** When a target that keeps failing is left alone for a while. */
public record CircuitBreakerConfig(
    @Default("true") @About("false: every attempt is made.") boolean enabled,
    @Default("50%") @About("Opens at this share of failed attempts, more than 0% to 100%.")
        Percentage failureRate,
    @Default("20") @About("Attempts that the share is taken over, 1 to 10000.") int window,
    @Default("10") @About("Attempts before the share counts, 1 to window.") int minimumAttempts,
    @Default("30s") @About("How long it stays open, 100ms to 24h.") Duration openFor,
    @Default("3") @About("Attempts let through to see whether it recovered, 1 to 1000.")
        int trialAttempts) {}
