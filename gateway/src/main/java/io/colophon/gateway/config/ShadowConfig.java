package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;

/** A target that gets copies of requests; its answers are metered and thrown away. */
public record ShadowConfig(
    @Default("10%") @Range(min = "0.01%") @About("Share of the route's requests that is copied.")
        Percentage share,
    @Default("8")
        @Range(min = "1", max = "1000")
        @About("Most copies under way; beyond that none is made.")
        int maxInFlight,
    @Default("false") @About("Whether pictures, sounds and films are copied too; jobs never are.")
        boolean media) {}
