package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Default;

/** Threads for work that blocks. A full queue is a refusal. */
public record BlockingPoolConfig(
    @Default("0") @About("Threads, 0 to 1024; 0: one for each processor, at least 2.") int workers,
    @Default("256") @About("Pieces of work that may wait, 1 to 100000.") int queue) {}
