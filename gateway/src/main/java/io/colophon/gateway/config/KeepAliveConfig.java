package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** HTTP/2 pings. */
public record KeepAliveConfig(
    @Default("2m")
        @Range(min = "10s", max = "24h")
        @About("The server pings a silent connection after this long.")
        Duration interval,
    @Default("20s")
        @Range(min = "1s", max = "1h")
        @About("A ping unanswered for this long closes the connection.")
        Duration timeout,
    @Default("30s")
        @Range(min = "0s", max = "24h")
        @About("Clients that ping more often than this are disconnected; 0s: none.")
        Duration minimumFromClients) {}
