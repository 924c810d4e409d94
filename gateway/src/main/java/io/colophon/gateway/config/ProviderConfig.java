package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.Interval;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.util.List;
import java.util.Optional;

/**
 * A deployment of a provider. Beside these keys stand those of the provider's type; a key that both
 * know is given to both.
 *
 * @param settings what the type's own keys were bound to, of the class its factory names
 */
public record ProviderConfig(
    @About("Which plug-in speaks to it.") String type,
    @About("How long to wait for what.") TimeoutConfig timeout,
    @About("When to stop trying a target that fails.") CircuitBreakerConfig circuitBreaker,
    @About("How many attempts are made at a time.") ConcurrencyConfig concurrency,
    @About("Where it runs, for routes that ask for a region; absent: unknown.")
        Optional<String> region,
    @About("Grid zone it draws power from, such as DEU or CN; absent: unknown.")
        Optional<String> zone,
    @Range(min = "1", max = "3")
        @About("Power usage effectiveness of its data centre; absent: unknown.")
        Optional<Double> pue,
    @About(
            "Water used on site, litres for each kWh of IT energy, such as 0.5 or 0.1..1; absent:"
                + " unknown.")
        Optional<Interval> wue,
    @Default("true") @About("Whether routes may use it.") boolean enabled,
    @About(
            "What becomes of an answer whose caller has gone: cancel ends it and counts what came;"
                + " drain reads it on within abandoned, for vendors that go on and bill the whole;"
                + " absent: as the type needs.")
        Optional<OnAbort> onAbort,
    @About("When it is left alone since it stands out among the targets of a route.")
        OutliersConfig outliers,
    @About(
            "Further credentials, for types with an api-key: one that is rejected or limited gives"
                + " way to the next. Without an api-key the first of them is it.")
        List<Secret> apiKeys,
    @About(
            "Where it says how busy it is, if it is a model server of ours; absent: it is not"
                + " asked.")
        Optional<SignalsConfig> signals,
    Record settings) {

  public ProviderConfig {
    apiKeys = List.copyOf(apiKeys);
  }

  /** Little: a plug-in's record may hold what must not be printed. */
  @Override
  public String toString() {
    return "ProviderConfig[type=" + type + ", enabled=" + enabled + "]";
  }
}
