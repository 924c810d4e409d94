package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.net.URI;
import java.time.Duration;

/** A time stamping authority (RFC 3161). */
public record TimestampConfig(
    @About("Its address; http or https.") URI url,
    @Default("false")
        @About("Whether an output fails that it does not stamp; false: it leaves without a stamp.")
        boolean required,
    @Default("5s") @Range(min = "100ms", max = "2m") @About("For one stamp.") Duration timeout) {}
