package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;
import java.time.Duration;
import java.util.List;

/** What holds for the REST dialects alone. */
public record RestConfig(
    @About(
            "Origins of web pages that may call, for instance https://chat.example, or * for any;"
                + " empty: none.")
        List<String> corsOrigins,
    @Default("256MiB")
        @Range(min = "1KiB", max = "4GiB")
        @About("Largest multipart body: recordings and pictures that are uploaded.")
        ByteSize maxUpload,
    @Default("15s")
        @Range(min = "10ms", max = "1h")
        @About("From the first byte of a request to the end of its headers.")
        Duration headTimeout,
    @Default("30s")
        @Range(min = "10ms", max = "1h")
        @About("For each 16 KiB of a body; a slower one is given up.")
        Duration bodyTimeout,
    @Default("75s")
        @Range(min = "10ms", max = "24h")
        @About("Between two requests of a connection.")
        Duration idleTimeout,
    @Default("1m")
        @Range(min = "10ms", max = "24h")
        @About("How long an answer waits for a caller who does not read.")
        Duration stallTimeout) {}
