package io.colophon.gateway.assembly;

import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.config.ProviderConfig;
import io.colophon.gateway.meter.TargetFacts;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZone;
import io.colophon.metering.environment.GridZones;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Interval;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gathers what metering knows of targets: the operator's word first, then the provider's. */
final class FactsTable {

  private FactsTable() {}

  static TargetFacts of(Collection<Route> routes) {
    Map<String, TargetFacts.Facts> facts = new HashMap<>();
    for (Route route : routes) {
      for (Target target : route.targets()) {
        facts.computeIfAbsent(
            target.name(),
            name -> new TargetFacts.Facts(model(target), site(target.deployment().config())));
      }
    }
    return new TargetFacts(facts);
  }

  private static ModelFacts model(Target target) {
    ModelFacts declared =
        target
            .description()
            .map(ModelFacts::declared)
            .orElseGet(() -> ModelFacts.named(target.model().name()));
    if (target.facts().isEmpty()) {
      return declared;
    }
    ModelConfig config = target.facts().get();
    Interval active = config.parameters().active().map(FactsTable::interval).orElse(null);
    Interval total = config.parameters().total().map(FactsTable::interval).orElse(null);
    ModelFacts known =
        active == null && total == null ? declared : declared.withParameters(active, total);
    Optional<Accelerator> accelerator = config.hardware().flatMap(Accelerators::find);
    return accelerator.isPresent()
        ? known.withAccelerator(accelerator.get(), Accelerator.Precision.BITS_16)
        : known;
  }

  private static Site site(ProviderConfig config) {
    Optional<GridZone> zone = config.zone().flatMap(GridZones.bundled()::find);
    if (zone.isEmpty() && config.pue().isEmpty()) {
      return Site.UNKNOWN;
    }
    return new Site(
        zone.orElse(null),
        config.pue().map(Interval::of).orElse(null),
        null,
        "the gateway's configuration");
  }

  private static Interval interval(io.colophon.gateway.config.unit.Interval configured) {
    return Interval.between(configured.low(), configured.high());
  }
}
