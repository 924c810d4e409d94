package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** How long one attempt may take. */
public record TimeoutConfig(
    @Default("5s") @Range(min = "1ms", max = "24h") @About("Until a connection stands.")
        Duration connect,
    @Default("1m") @Range(min = "1ms", max = "24h") @About("From the request to the first output.")
        Duration firstOutput,
    @Default("1m") @Range(min = "1ms", max = "24h") @About("Between two pieces of output.")
        Duration idle,
    @Default("10m") @Range(min = "1ms", max = "24h") @About("The whole attempt.") Duration total) {}
