package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;

/** How much memory kept answers may take. */
public record CacheConfig(
    @Default("64MiB") @Range(min = "1KiB", max = "64GiB") @About("All of them together.")
        ByteSize mostBytes,
    @Default("4MiB") @Range(min = "1KiB", max = "1GiB") @About("One of them; a larger one passes.")
        ByteSize mostEntry,
    @Default("1000")
        @Range(min = "0", max = "1000000")
        @About("Requests that wait for the answer to one that is the same; 0: none does.")
        int mostFollowers) {}
