package io.colophon.gateway.assembly;

import io.colophon.gateway.config.HardwareConfig;
import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.Network;
import io.colophon.metering.compute.SoundNetwork;
import io.colophon.metering.compute.ThroughputProfile;
import io.colophon.metering.compute.card.ModelCard;
import io.colophon.metering.compute.card.ModelCards;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each target's model: the operator's word first, then what the provider declares,
 * then the card of its name. A card whose model puts out something else is another model's.
 */
final class ModelTable {
  private final Map<String, HardwareConfig> hardware;

  /**
   * @param hardware the operator's accelerators by name
   */
  ModelTable(Map<String, HardwareConfig> hardware) {
    this.hardware = hardware;
  }

  ModelFacts facts(Target target) {
    String name = target.model().name();
    Optional<ModelConfig> config = target.facts();
    ModelFacts known =
        config
            .flatMap(ModelConfig::card)
            .or(() -> Optional.of(name))
            .flatMap(ModelCards.bundled()::find)
            .filter(card -> fits(card, target))
            .map(card -> card.factsAs(name))
            .orElseGet(() -> ModelFacts.named(name));
    ModelFacts declared = target.description().map(ModelFacts::declared).orElse(known);
    if (declared.activeParameters() != null) {
      known = known.withParameters(declared.activeParameters(), declared.totalParameters());
    }
    return config.isPresent() ? over(known, config.get()) : known;
  }

  private static boolean fits(ModelCard card, Target target) {
    return target
        .facts()
        .map(ModelConfig::modality)
        .or(() -> target.description().map(model -> model.modality()))
        .map(modality -> modality == card.modality())
        .orElse(true);
  }

  /** What the operator says goes before all else. */
  private ModelFacts over(ModelFacts card, ModelConfig config) {
    ModelFacts known = card.withServing(config.serving().over(card.serving()));
    Interval active = figure(config.parameters().active());
    Interval total = figure(config.parameters().total());
    if (active != null || total != null) {
      known = known.withParameters(active, total);
    }
    Network network = network(config);
    if (network != null) {
      known = known.withNetwork(network);
    }
    Optional<Accelerator> accelerator = config.hardware().flatMap(this::accelerator);
    if (accelerator.isPresent()) {
      known =
          onOther(known, accelerator.get())
              .withAccelerator(accelerator.get(), known.serving().precision());
    }
    return config.throughput().isPresent()
        ? known.withThroughput(config.throughput().get().profile())
        : known;
  }

  /** A throughput that was published for other hardware says nothing of this. */
  private static ModelFacts onOther(ModelFacts known, Accelerator accelerator) {
    ThroughputProfile published = known.throughput();
    return published == null || accelerator.id().equals(published.accelerator())
        ? known
        : known.withThroughput(null);
  }

  private static @Nullable Network network(ModelConfig config) {
    if (config.transformer().isPresent()) {
      return config.transformer().get().decoder();
    }
    if (config.diffusion().isPresent()) {
      return config.diffusion().get().network();
    }
    Interval flop = figure(config.flopPerSoundSecond());
    return flop == null
        ? null
        : new SoundNetwork(List.<SoundNetwork.Stage>of(new SoundNetwork.Counted(flop)), 0);
  }

  private Optional<Accelerator> accelerator(String id) {
    return Optional.ofNullable(hardware.get(id))
        .map(config -> config.accelerator(id))
        .or(() -> Accelerators.find(id));
  }

  private static @Nullable Interval figure(
      Optional<io.colophon.gateway.config.unit.Interval> configured) {
    return configured.map(io.colophon.gateway.config.unit.Interval::toFigure).orElse(null);
  }
}
