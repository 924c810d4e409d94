package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Count;
import java.util.Optional;

/** A limit of use. */
public record LimitConfig(
    @About(
            "Whom it holds for: global, tenant:NAME, key:NAME, model:NAME or route:NAME;"
                + " NAME * gives each its own.")
        LimitSubject subject,
    @About("What is counted.") LimitDimension dimension,
    @Range(min = "1") @About("How much, such as 5000, 5k or 1.5e9; whole.") Count amount,
    @About(
            "Window of the amount: flows back over a second, minute or hour; anew with each"
                + " calendar day or month in UTC. For every dimension but concurrency.")
        Optional<LimitWindow> per,
    @Range(min = "1") @About("Most that may be used at once, at most amount; absent: the amount.")
        Optional<Count> burst) {}
