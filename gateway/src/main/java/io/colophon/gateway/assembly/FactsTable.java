package io.colophon.gateway.assembly;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.ProviderConfig;
import io.colophon.gateway.meter.TargetFacts;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.environment.GridZone;
import io.colophon.metering.environment.GridZones;
import io.colophon.metering.environment.Site;
import io.colophon.metering.figure.Interval;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gathers what metering knows of targets, once for each configuration. */
final class FactsTable {

  private FactsTable() {}

  static TargetFacts of(GatewayConfig config, Collection<Route> routes) {
    ModelTable models = new ModelTable(config.hardware());
    Map<String, TargetFacts.Facts> facts = new HashMap<>();
    for (Route route : routes) {
      for (Target target : route.targets()) {
        facts.computeIfAbsent(
            target.name(),
            name ->
                new TargetFacts.Facts(
                    models.facts(target), site(config, target.deployment().config())));
      }
    }
    return new TargetFacts(facts);
  }

  private static Site site(GatewayConfig config, ProviderConfig provider) {
    Optional<GridZone> zone =
        provider
            .zone()
            .flatMap(
                id ->
                    Optional.ofNullable(config.grids().get(id))
                        .map(grid -> grid.zone(id))
                        .or(() -> GridZones.bundled().find(id)));
    if (zone.isEmpty() && provider.pue().isEmpty() && provider.wue().isEmpty()) {
      return Site.UNKNOWN;
    }
    return new Site(
        zone.orElse(null),
        provider.pue().map(Interval::of).orElse(null),
        provider.wue().map(io.colophon.gateway.config.unit.Interval::toFigure).orElse(null),
        "the gateway's configuration");
  }
}
