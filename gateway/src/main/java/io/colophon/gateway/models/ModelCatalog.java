package io.colophon.gateway.models;

import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.config.NanoUnits;
import io.colophon.gateway.config.PriceConfig;
import io.colophon.gateway.config.PriceTierConfig;
import io.colophon.gateway.config.PricedUnit;
import io.colophon.gateway.config.TenantConfig;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.config.unit.UnitPrice;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.v1.Modality;
import io.colophon.v1.Model;
import io.colophon.v1.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists what a tenant may ask for: the names that routes match literally. A pattern such as {@code
 * gpt-*} is listed as it stands, since the names it stands for are the upstream's.
 */
public final class ModelCatalog {
  private static final String PREFIX = "models/";

  private ModelCatalog() {}

  /** The models of a tenant, by name. */
  public static List<Model> of(RunningConfig running, String tenant) {
    Map<String, Model> byName = new TreeMap<>();
    for (Route route : running.router().routes()) {
      if (!NamePattern.anyMatches(route.config().match().tenant(), tenant)) {
        continue;
      }
      for (NamePattern pattern : route.config().match().model()) {
        String name = pattern.toString();
        if (mayAsk(running, tenant, name)) {
          add(byName, name, route, running);
        }
      }
    }
    return new ArrayList<>(byName.values());
  }

  private static boolean mayAsk(RunningConfig running, String tenant, String name) {
    TenantConfig config = running.config().tenants().get(tenant);
    return config == null || NamePattern.anyMatches(config.models(), name);
  }

  /** One alias may stand for several modalities: each then has a name of its own. */
  private static void add(
      Map<String, Model> byName, String alias, Route route, RunningConfig running) {
    Target first = route.targets().get(0);
    Model model = model(alias, route, first, running);
    Model other = byName.get(alias);
    if (other == null) {
      byName.put(alias, model);
    } else if (other.getModality() != model.getModality()) {
      String named = alias + "@" + modalityId(first);
      byName.putIfAbsent(named, model.toBuilder().setName(PREFIX + named).build());
    }
  }

  private static Model model(String alias, Route route, Target target, RunningConfig running) {
    Model.Builder model =
        Model.newBuilder()
            .setName(PREFIX + alias)
            .setModality(modality(modalityId(target)))
            .setLifecycle(Model.Lifecycle.LIFECYCLE_ACTIVE);
    route.targets().forEach(t -> model.addTargets(t.name()));
    target.description().ifPresent(described -> describe(model, described));
    target.facts().ifPresent(facts -> addFacts(model, facts));
    running.config().prices().stream()
        .filter(price -> isFor(price, target))
        .forEach(price -> addPrices(model, price));
    return model.build();
  }

  private static String modalityId(Target target) {
    return target
        .description()
        .map(ModelDescription::modality)
        .or(() -> target.facts().map(ModelConfig::modality))
        .map(io.colophon.provider.spi.Modality::id)
        .orElse("");
  }

  private static Modality modality(String id) {
    return switch (id) {
      case "text" -> Modality.MODALITY_TEXT;
      case "image" -> Modality.MODALITY_IMAGE;
      case "audio" -> Modality.MODALITY_AUDIO;
      case "video" -> Modality.MODALITY_VIDEO;
      default -> Modality.MODALITY_UNSPECIFIED;
    };
  }

  private static void describe(Model.Builder model, ModelDescription described) {
    described.abilities().stream().map(Ability::id).sorted().forEach(model::addAbilities);
    described.limits().mimeTypes().stream().sorted().forEach(model::addFormats);
    model
        .setAbout(described.about())
        .setContextTokens(described.contextTokens().orElse(0))
        .setMinSide(described.limits().minSide().orElse(0))
        .setMaxSide(described.limits().maxSide().orElse(0));
    described.activeParameters().ifPresent(model::setActiveParameters);
    described.totalParameters().ifPresent(model::setTotalParameters);
  }

  private static void addFacts(Model.Builder model, ModelConfig facts) {
    facts.filing().ifPresent(model::setFiling);
    facts.context().ifPresent(tokens -> model.setContextTokens(Math.toIntExact(tokens)));
    facts.parameters().active().ifPresent(count -> model.setActiveParameters(count.high()));
    facts.parameters().total().ifPresent(count -> model.setTotalParameters(count.high()));
  }

  private static boolean isFor(PriceConfig price, Target target) {
    return price.model().equals(target.model().name())
        && price.provider().map(target.deployment().name()::equals).orElse(true);
  }

  private static void addPrices(Model.Builder model, PriceConfig price) {
    price.rates().forEach((unit, rate) -> model.addPrices(price(price, unit, unit.id(), rate)));
    for (PriceTierConfig tier : price.tiers()) {
      String name = tier.unit().id() + ":" + tier.condition().tier();
      model.addPrices(price(price, tier.unit(), name, tier.price()));
    }
  }

  /** Base units of figures are small ones; a price is told for whole units or seconds. */
  private static Price price(PriceConfig list, PricedUnit unit, String name, UnitPrice rate) {
    return Price.newBuilder()
        .setUnit(name)
        .setNanoUnits(NanoUnits.of(rate.amount()))
        .setPerUnits(Math.max(1, unit.per(rate) / unit.item().scale()))
        .setCurrency(list.currency().getCurrencyCode())
        .setVersion(list.version().orElse(list.validFrom().toString()))
        .build();
  }
}
