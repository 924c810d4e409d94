package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.net.URI;
import java.time.Duration;

/** Where a model server says how busy it is. */
public record SignalsConfig(
    @About("Its page of Prometheus metrics, http or https, such as http://10.0.0.7:8000/metrics.")
        URI metrics,
    @Default("1s")
        @Range(min = "100ms", max = "1m")
        @About("How often it is asked; after three times that what it said no longer counts.")
        Duration every,
    @Default("auto") @About("Which names its metrics have.") ServerKind kind) {}
