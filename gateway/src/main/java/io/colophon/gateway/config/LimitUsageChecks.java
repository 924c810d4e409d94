package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.LimitAmount;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.config.yaml.KeyPath;
import io.colophon.metering.compute.card.ModelCards;
import io.colophon.provider.spi.Modality;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Refuses limits on what no generation that they count can be known to use. */
final class LimitUsageChecks {
  /** Types of plug-ins that may say themselves how large a model is. */
  private static final Set<String> TELLING = Set.of("local", "remote");

  private final CrossCheck check;
  private final List<RouteConfig> routes = new ArrayList<>();
  private final List<PriceConfig> prices = new ArrayList<>();
  private final Map<String, ModelConfig> models = new HashMap<>();
  private final Map<String, ProviderConfig> providers = new HashMap<>();

  LimitUsageChecks(CrossCheck check) {
    this.check = check;
    check.bound().each(RouteConfig.class, (path, route) -> routes.add(route));
    check.bound().each(PriceConfig.class, (path, price) -> prices.add(price));
    check.bound().each(ModelConfig.class, models::put);
    check.bound().each(ProviderConfig.class, providers::put);
  }

  /** Where a generation that the limit counts may go. */
  private record Way(RouteConfig route, TargetConfig target) {}

  void check(String path, LimitConfig limit) {
    List<Way> ways = ways(limit);
    if (ways.isEmpty()) {
      return; // what it names does not exist, which is told elsewhere
    }
    why(limit, ways)
        .ifPresent(
            why ->
                check.refuse(
                    path + ".dimension", "value \"" + limit.dimension().id() + "\": " + why));
    if (limit.dimension() == LimitDimension.MONEY) {
      currency(path + ".amount", limit.amount());
    }
  }

  private Optional<String> why(LimitConfig limit, List<Way> ways) {
    return switch (limit.dimension()) {
      case REQUESTS, CONCURRENCY, TOKENS, INPUT_TOKENS -> Optional.empty();
      case OUTPUT_TOKENS -> Optional.empty(); // vendors count pictures and sound in tokens, too
      case IMAGES -> puttingOut(ways, PricedUnit.IMAGES);
      case AUDIO_SECONDS -> puttingOut(ways, PricedUnit.AUDIO_MILLIS);
      case VIDEO_SECONDS -> puttingOut(ways, PricedUnit.VIDEO_MILLIS);
      case FLOP, ENERGY, ACCELERATOR_SECONDS -> computed(ways);
      case CO2E -> computed(ways).or(() -> placed(ways));
      case MONEY -> priced(ways);
    };
  }

  private Optional<String> puttingOut(List<Way> ways, PricedUnit unit) {
    return ways.stream()
            .anyMatch(way -> modalities(way).stream().anyMatch(unit.reportedBy()::contains))
        ? Optional.empty()
        : Optional.of(
            "no route that it counts puts out "
                + unit.reportedBy().stream().map(Modality::id).collect(Collectors.joining(" or "))
                + ", so that nothing would be counted");
  }

  private Set<Modality> modalities(Way way) {
    ModelConfig model = model(way);
    if (model != null) {
      return EnumSet.of(model.modality());
    }
    return way.route()
        .match()
        .modality()
        .<Set<Modality>>map(EnumSet::of)
        .orElseGet(() -> EnumSet.allOf(Modality.class));
  }

  private Optional<String> computed(List<Way> ways) {
    return ways.stream().anyMatch(this::isComputable)
        ? Optional.empty()
        : Optional.of(
            "of no model that it counts is the size known, so that nothing would be counted:"
                + " expected parameters or a card under models");
  }

  private boolean isComputable(Way way) {
    ProviderConfig provider = provider(way);
    if (provider != null && TELLING.contains(provider.type())) {
      return true;
    }
    ModelConfig model = model(way);
    if (model == null) {
      return ModelCards.bundled().find(way.target().model()).isPresent();
    }
    String sent = model.targetModel().orElse(way.target().model());
    return model.parameters().active().isPresent()
        || model.parameters().total().isPresent()
        || model.transformer().isPresent()
        || model.diffusion().isPresent()
        || model.flopPerSoundSecond().isPresent()
        || ModelCards.bundled().find(model.card().orElse(sent)).isPresent();
  }

  private Optional<String> placed(List<Way> ways) {
    return ways.stream()
            .map(this::provider)
            .anyMatch(provider -> provider == null || provider.zone().isPresent())
        ? Optional.empty()
        : Optional.of(
            "of no provider that it counts is the grid known, so that nothing would be counted:"
                + " expected zone under providers");
  }

  private Optional<String> priced(List<Way> ways) {
    return ways.stream().anyMatch(way -> prices.stream().anyMatch(price -> isOf(price, way)))
        ? Optional.empty()
        : Optional.of(
            "nothing that it counts has a price, so that nothing would be counted: expected one"
                + " under prices");
  }

  private boolean isOf(PriceConfig price, Way way) {
    ModelConfig model = model(way);
    boolean sent = model != null && model.targetModel().map(price.model()::equals).orElse(false);
    return (sent || price.model().equals(way.target().model()))
        && price.provider().map(way.target().provider()::equals).orElse(true);
  }

  /** Sums are of one currency. */
  private void currency(String path, LimitAmount amount) {
    Set<String> currencies =
        prices.stream()
            .map(price -> price.currency().getCurrencyCode())
            .collect(Collectors.toCollection(TreeSet::new));
    if (currencies.size() > 1) {
      check.refuse(
          path,
          "prices are in "
              + String.join(" and ", currencies)
              + ": money can be limited where all prices are in one currency");
    } else if (!amount.currency().isEmpty()
        && !currencies.isEmpty()
        && !currencies.contains(amount.currency())) {
      check.refuse(
          path,
          "value \""
              + amount
              + "\": expected an amount in "
              + currencies.iterator().next()
              + ", the currency of the prices");
    }
  }

  private List<Way> ways(LimitConfig limit) {
    List<Way> ways = new ArrayList<>();
    for (RouteConfig route : routes) {
      if (counts(limit, route)) {
        for (TargetConfig target : route.targets()) {
          if (limit.match().matchesProvider(target.provider())
              && isNamed(limit, LimitSubject.Kind.PROVIDER, target.provider())) {
            ways.add(new Way(route, target));
          }
        }
      }
    }
    return ways;
  }

  private static boolean counts(LimitConfig limit, RouteConfig route) {
    boolean model =
        limit.subject().kind() != LimitSubject.Kind.MODEL
            || limit.subject().each()
            || NamePattern.anyMatches(route.match().model(), limit.subject().name());
    return model
        && isNamed(limit, LimitSubject.Kind.ROUTE, route.displayName())
        && NamePattern.anyMatches(limit.match().route(), route.displayName())
        && route.match().model().stream()
            .anyMatch(
                taken ->
                    limit.match().model().stream()
                        .anyMatch(asked -> taken.covers(asked) || asked.covers(taken)));
  }

  private static boolean isNamed(LimitConfig limit, LimitSubject.Kind kind, String name) {
    return limit.subject().kind() != kind
        || limit.subject().each()
        || limit.subject().name().equals(name);
  }

  private @Nullable ModelConfig model(Way way) {
    return models.get(KeyPath.child("models", way.target().model()));
  }

  private @Nullable ProviderConfig provider(Way way) {
    return providers.get(KeyPath.child("providers", way.target().provider()));
  }
}
