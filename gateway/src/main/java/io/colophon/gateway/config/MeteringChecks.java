package io.colophon.gateway.config;

import io.colophon.metering.compute.card.ModelCards;
import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZones;
import java.util.Set;
import java.util.function.Consumer;

/** Checks the names of grids, accelerators and model cards: an unknown one would say nothing. */
final class MeteringChecks {

  private static final int MOST_LITRES = 1000;

  private MeteringChecks() {}

  static void run(CrossCheck check) {
    Set<String> grids = check.names("grids");
    Set<String> hardware = check.names("hardware");
    check
        .bound()
        .each(
            ProviderConfig.class,
            (path, provider) -> {
              provider
                  .zone()
                  .filter(zone -> !grids.contains(zone))
                  .ifPresent(zone -> known(check, path + ".zone", zone, GridZones.bundled()::get));
              provider
                  .wue()
                  .filter(wue -> wue.high() > MOST_LITRES)
                  .ifPresent(
                      wue ->
                          check.refuse(
                              path + ".wue",
                              "value \"" + wue + "\": expected at most " + MOST_LITRES));
            });
    check
        .bound()
        .each(
            ModelConfig.class,
            (path, model) -> {
              model
                  .hardware()
                  .filter(name -> !hardware.contains(name))
                  .ifPresent(name -> known(check, path + ".hardware", name, Accelerators::get));
              model.card().ifPresent(name -> card(check, path, name, model));
              network(check, path, model);
            });
  }

  private static void card(CrossCheck check, String path, String name, ModelConfig model) {
    ModelCards.bundled()
        .find(name)
        .ifPresentOrElse(
            card -> {
              if (card.modality() != model.modality()) {
                check.refuse(
                    path + ".card",
                    "value \""
                        + name
                        + "\": expected a card of a model that puts out "
                        + model.modality().id());
              }
            },
            () ->
                check.refuse(
                    path + ".card",
                    "value \""
                        + name
                        + "\": expected the name of a model card; without one say parameters"));
  }

  /** A model is built in one way. */
  private static void network(CrossCheck check, String path, ModelConfig model) {
    if (model.transformer().isPresent() && model.diffusion().isPresent()) {
      check.refuse(path + ".diffusion", "expected either transformer or diffusion");
    } else if (model.flopPerSoundSecond().isPresent()
        && (model.transformer().isPresent() || model.diffusion().isPresent())) {
      check.refuse(
          path + ".flop-per-sound-second",
          "expected it alone, or one of transformer and diffusion");
    }
  }

  private static void known(CrossCheck check, String path, String name, Consumer<String> lookUp) {
    try {
      lookUp.accept(name);
    } catch (IllegalArgumentException unknown) {
      check.refuse(path, "value \"" + name + "\": " + unknown.getMessage());
    }
  }
}
