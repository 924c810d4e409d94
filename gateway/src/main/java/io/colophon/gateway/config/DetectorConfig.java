package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;

/** The public detector: tells anybody, without a login, whether a file came from here. */
public record DetectorConfig(
    @Default("true") @About("Whether it answers; the EU and California ask for it.")
        boolean enabled,
    @Default("30")
        @Range(min = "1", max = "100000")
        @About("Files that one address may hand in within a minute.")
        int requestsPerMinute,
    @Default("64MiB") @Range(min = "1KiB", max = "4GiB") @About("Largest file it takes.")
        ByteSize maxUpload,
    @Default("4")
        @Range(min = "1", max = "256")
        @About("Files it looks at at the same time; more are refused.")
        int concurrent,
    @Default("true") @About("Whether it takes an address to fetch the file from.") boolean links) {}
