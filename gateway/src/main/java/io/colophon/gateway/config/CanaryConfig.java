package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;
import java.time.Duration;
import java.util.Optional;

/** A new target on trial: its share, and when it is taken back. */
public record CanaryConfig(
    @Default("5%") @Range(min = "0.01%", max = "99%") @About("Share of the route's requests.")
        Percentage share,
    @Default("key") @About("What always goes the same way: key, end-user or generation.")
        CanarySubject by,
    @Default("10m")
        @Range(min = "10s", max = "24h")
        @About("Attempts of how long ago still count, here and at the other targets.")
        Duration window,
    @Default("50")
        @Range(min = "10", max = "100000")
        @About("Attempts that the canary makes between one look at its figures and the next.")
        int minimumAttempts,
    @Default("1%") @About("By how much its share of failures may lie above that of the others.")
        Percentage moreErrors,
    @Range(min = "1.01", max = "100")
        @About("How many times as long its first output may take; absent: it is not looked at.")
        Optional<Double> slower,
    @Default("90%")
        @Range(min = "50%", max = "99%")
        @About("Quantile of the time to first output that slower compares.")
        Percentage quantile,
    @Default("1%")
        @Range(min = "0.001%", max = "10%")
        @About("Chance that one that is as good as the others is ever taken back.")
        Percentage falseAlarms) {}
