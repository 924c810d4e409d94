package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** When a target is left alone since it stands out among the targets of its route. */
public record OutliersConfig(
    @Default("true") @About("false: it is never left alone for this.") boolean enabled,
    @Default("5")
        @Range(min = "0", max = "10000")
        @About("Failures in a row; 0: no number is enough.")
        int consecutiveFailures,
    @Default("30%")
        @Range(min = "0%", max = "100%")
        @About("So many points more failures than the median of its peers; 0%: no matter.")
        Percentage failureMargin,
    @Default("5")
        @Range(min = "0", max = "1000")
        @About(
            "So many times as long to the first output as the median of its peers, more than 1; 0:"
                + " no matter.")
        double latencyFactor,
    @Default("20")
        @Range(min = "1", max = "100000")
        @About("Attempts within the window before it is compared with its peers.")
        int minimumAttempts,
    @Default("30s") @Range(min = "1s", max = "1h") @About("What is compared is as old as this.")
        Duration window,
    @Default("30s")
        @Range(min = "100ms", max = "24h")
        @About("How long it is left alone; doubles each time in a row.")
        Duration ejectFor,
    @Default("10m") @Range(min = "100ms", max = "24h") @About("It doubles up to this.")
        Duration longest,
    @Default("3")
        @Range(min = "1", max = "1000")
        @About("Attempts, one at a time, that must go well before it is used as before.")
        int trialAttempts) {}
