package io.colophon.gateway.pipeline;

import java.util.OptionalLong;

/**
 * When things happened, in nanoseconds since the request was received.
 *
 * @param queuedNanos until the first attempt began
 * @param firstOutputNanos until the first output came; empty without output
 * @param totalNanos until the receipt was made
 * @param overheadNanos the part of the total that was not spent waiting for an upstream
 */
public record Times(
    long queuedNanos, OptionalLong firstOutputNanos, long totalNanos, long overheadNanos) {}
