package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Percentage;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.FailureKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** When a target that failed is asked again, after a pause. */
public record RetryConfig(
    @Default("2")
        @Range(min = "0", max = "10")
        @About("Most retries of one generation; 0: none. Other targets are asked besides.")
        int attempts,
    @About(
            "Kinds of failure after which the target may be asked again; absent: rate-limited,"
                + " overloaded, unreachable, malformed-answer, internal.")
        Optional<Set<FailureKind>> on,
    @Default("20%")
        @Range(min = "0%", max = "100%")
        @About("Retries of the route in any budget-window, as a share of its requests.")
        Percentage budget,
    @Default("10")
        @Range(min = "0", max = "100000")
        @About("Retries that the route may make in each budget-window besides.")
        int budgetMinimum,
    @Default("10s") @Range(min = "1s", max = "1h") @About("What the budget is taken over.")
        Duration budgetWindow,
    @Default("false") @About("Whether asking another target is taken from the budget as well.")
        boolean fallbacksCount,
    @Default("250ms")
        @Range(min = "1ms", max = "1m")
        @About(
            "Longest pause before the first retry; it doubles with each, and chance shortens it.")
        Duration firstPause,
    @Default("8s") @Range(min = "1ms", max = "10m") @About("It doubles up to this.")
        Duration longestPause,
    @Default("30s")
        @Range(min = "0s", max = "1h")
        @About("A target that asks for a longer wait (Retry-After) is not asked again.")
        Duration longestRetryAfter) {

  public RetryConfig {
    on = on.map(Set::copyOf);
  }
}
