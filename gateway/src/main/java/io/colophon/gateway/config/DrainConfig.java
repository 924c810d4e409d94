package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** How far answers are read on that no caller waits for any more. */
public record DrainConfig(
    @Default("64")
        @Range(min = "0", max = "100000")
        @About("Answers read on at the same time; what is beyond is cancelled. 0: none is read on.")
        int maxStreams,
    @Default("8MiB")
        @Range(min = "1KiB", max = "1TiB")
        @About("Most that is read, and dropped, of one answer.")
        ByteSize maxBytes,
    @Default("1m") @Range(min = "1ms", max = "1h") @About("How long one answer is read on.")
        Duration maxTime) {}
