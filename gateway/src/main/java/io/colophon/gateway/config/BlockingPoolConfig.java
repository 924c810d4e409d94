package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;

/** Threads for work that blocks. A full queue is a refusal. */
public record BlockingPoolConfig(
    @Default("0")
        @Range(min = "0", max = "1024")
        @About("Threads; 0: one for each processor, at least 2.")
        int workers,
    @Default("256") @Range(min = "1", max = "100000") @About("Pieces of work that may wait.")
        int queue) {}
