package io.colophon.gateway.assembly;

import io.colophon.gateway.config.HardwareConfig;
import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.routing.Target;
import io.colophon.metering.compute.ModelFacts;
import io.colophon.metering.compute.Network;
import io.colophon.metering.compute.SoundNetwork;
import io.colophon.metering.compute.ThroughputProfile;
import io.colophon.metering.compute.card.ModelCards;
import io.colophon.metering.environment.Accelerator;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.figure.Interval;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
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
    return facts(target.model().name(), target.description(), target.facts());
  }

  /**
   * The facts of a model.
   *
   * @param name as the upstream knows it
   * @param description what the provider declares
   * @param config what the operator says
   */
  ModelFacts facts(
      String name, Optional<ModelDescription> description, Optional<ModelConfig> config) {
    Optional<Modality> modality =
        config.map(ModelConfig::modality).or(() -> description.map(ModelDescription::modality));
    ModelFacts known =
        ModelCards.bundled()
            .find(config.flatMap(ModelConfig::card).orElse(name))
            .filter(card -> modality.isEmpty() || modality.get() == card.modality())
            .map(card -> card.factsAs(name))
            .orElseGet(() -> ModelFacts.named(name));
    if (description.isPresent()) {
      ModelFacts declared = ModelFacts.declared(description.get());
      if (declared.activeParameters() != null) {
        known = known.withParameters(declared.activeParameters(), declared.totalParameters());
      }
    }
    return config.isPresent() ? over(known, config.get()) : known;
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
