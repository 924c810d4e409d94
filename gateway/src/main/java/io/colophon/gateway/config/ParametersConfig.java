package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.Interval;
import java.util.Optional;

/** Number of parameters of a model. */
public record ParametersConfig(
    @About("Used for one token, such as 37e9 or 37G, at most total; absent: as total.")
        Optional<Interval> active,
    @About("All of them, such as 671e9 or 134e9..400e9; absent: unknown.")
        Optional<Interval> total) {}
