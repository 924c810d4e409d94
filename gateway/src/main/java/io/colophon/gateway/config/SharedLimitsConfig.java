package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.time.Duration;

/** The store in which several gateways keep limits together. */
public record SharedLimitsConfig(
    @About(
            "Address of a Redis, as redis://[user:password@]host[:port][/database]; rediss:// for"
                + " TLS.")
        Secret redis,
    @Default("colophon")
        @About("Keeps apart what shares no limits on the same Redis; letters, digits, . _ and -.")
        String name,
    @Range(min = "1", max = "1000")
        @About("How many gateways share the limits at most, this one included.")
        int nodes,
    @Default("1m")
        @Range(min = "1s", max = "1h")
        @About(
            "How long a gateway decides alone on what it has leased when the store is away. What a"
                + " gateway that dies had leased is free again, or counts as spent, after this.")
        Duration lease,
    @Default("250ms")
        @Range(min = "10ms", max = "10s")
        @About("A call to the store that takes longer has failed.")
        Duration callLimit,
    @Default("10%")
        @Range(min = "0%", max = "100%")
        @About(
            "Part of each limit with when-away: safe-capacity that the gateways can count on"
                + " without the store, all together: of a rate or of slots it is set aside, of a"
                + " day or month it is kept in each one's lease.")
        Percentage safeShare,
    @Default("1d")
        @Range(min = "1m", max = "30d")
        @About("How long a gateway may go on with its part when the store is away.")
        Duration safeFor,
    @Default("10000")
        @Range(min = "0", max = "1000000")
        @About("Most generations that wait for the store's answer about one limit.")
        int mostWaiting) {}
