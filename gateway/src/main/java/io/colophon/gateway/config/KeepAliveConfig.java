package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** HTTP/2 pings. */
public record KeepAliveConfig(
    @Default("2m") @About("The server pings a silent connection after this long, at least 10s.")
        Duration interval,
    @Default("20s") @About("A ping unanswered for this long closes the connection, at least 1s.")
        Duration timeout,
    @Default("30s") @About("Clients that ping more often than this are disconnected, 0s or more.")
        Duration minimumFromClients) {}
