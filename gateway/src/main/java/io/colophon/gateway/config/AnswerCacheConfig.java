package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import java.time.Duration;

/** Whether a route gives an answer again to a request that is the same. */
public record AnswerCacheConfig(
    @Default("false")
        @About("Whether answers are kept, and requests that are the same wait for one answer.")
        boolean enabled,
    @Default("5m") @Range(min = "1s", max = "720h") @About("How long an answer is given again.")
        Duration keep,
    @Default("tenant") @About("Among whom answers are shared.") CacheShare share,
    @Default("false")
        @About(
            "Whether requests count as the same although their answers may differ: those without"
                + " temperature 0 and without a seed.")
        boolean sampled) {}
