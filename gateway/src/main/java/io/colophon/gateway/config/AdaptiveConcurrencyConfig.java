package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** How the attempts at a time follow the speed of a model, see docs/overload.md. */
public record AdaptiveConcurrencyConfig(
    @Default("false") @About("true: fewer attempts at a time while answers come slowly.")
        boolean enabled,
    @Default("4") @Range(min = "1", max = "1000000") @About("Never fewer than these, at most most.")
        int minimum,
    @Default("1.5")
        @Range(min = "1.05", max = "100")
        @About("Times as long as unloaded that a first output may take, for its size.")
        double tolerance,
    @Default("3")
        @Range(min = "1.05", max = "100")
        @About("Times as long as unloaded that a token after the first may take.")
        double tokenTolerance,
    @Default("1m")
        @Range(min = "1s", max = "24h")
        @About("How often the unloaded speed is measured anew while the limit is held down.")
        Duration probeEvery) {}
