package io.colophon.gateway.metrics;

import io.colophon.metering.ledger.EndState;
import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.provider.spi.Modality;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells the series of one settlement from those of another.
 *
 * @param provider name of the deployment; null when none was reached
 * @param requested the model that the caller asked for, or {@link KnownNames#OTHER}
 * @param model the model that was sent to the upstream, or {@link KnownNames#OTHER}; null when none
 *     was reached
 * @param served the model that the upstream says answered, or {@link KnownNames#OTHER}; null when
 *     it did not say
 * @param ofPlatform whether the platform pays rather than a caller
 * @param tenant null where tenants have no series
 * @param currency null where no price is known
 */
record SeriesKey(
    String route,
    @Nullable String provider,
    String requested,
    @Nullable String model,
    @Nullable String served,
    Modality modality,
    EndState end,
    boolean ofPlatform,
    @Nullable String tenant,
    @Nullable String currency) {

  static SeriesKey of(SettledEntry entry, KnownNames names, Set<String> tenants) {
    String model = entry.targetModel();
    String served = entry.servedModel();
    String tenant = entry.opened().tenant();
    return new SeriesKey(
        entry.opened().route(),
        entry.provider(),
        names.model(entry.opened().requestedModel()),
        model == null ? null : names.model(model),
        served == null ? null : names.model(served),
        entry.opened().modality(),
        entry.endState(),
        tenant.equals(OpenedEntry.PLATFORM_TENANT),
        tenants.isEmpty() ? null : tenants.contains(tenant) ? tenant : KnownNames.OTHER,
        entry.reading().cost() instanceof Cost.Priced priced ? priced.currency() : null);
  }

  /** Where everything goes when there are too many: by end and modality alone. */
  SeriesKey folded() {
    return new SeriesKey(
        KnownNames.OTHER,
        provider == null ? null : KnownNames.OTHER,
        KnownNames.OTHER,
        model == null ? null : KnownNames.OTHER,
        null,
        modality,
        end,
        ofPlatform,
        tenant == null ? null : KnownNames.OTHER,
        currency);
  }

  /** Labels of our own metrics. */
  Labels labels() {
    return Labels.of(
            "route",
            route,
            "provider",
            provider == null ? KnownNames.NONE : provider,
            "model",
            model == null ? KnownNames.NONE : model,
            "end",
            end.id(),
            "account",
            ofPlatform ? "platform" : "caller")
        .with("tenant", tenant);
  }
}
