package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import java.util.Optional;

/** How many attempts are made at a time at each model of a provider. */
public record ConcurrencyConfig(
    @Range(min = "1", max = "1000000")
        @About("Attempts at a time at each of its models; more wait. Absent: no limit.")
        Optional<Integer> most,
    @About("Whether the limit follows how quickly the model answers.")
        AdaptiveConcurrencyConfig adaptive) {}
