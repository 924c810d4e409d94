package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** How long one attempt may take. Each is more than 0 and at most 24h. */
public record TimeoutConfig(
    @Default("5s") @About("Until a connection stands.") Duration connect,
    @Default("1m") @About("From the request to the first output.") Duration firstOutput,
    @Default("1m") @About("Between two pieces of output.") Duration idle,
    @Default("10m") @About("The whole attempt.") Duration total) {}
