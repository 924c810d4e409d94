package io.colophon.gateway.config;

import io.colophon.metering.environment.Accelerators;
import io.colophon.metering.environment.GridZones;
import java.util.function.Consumer;

/** Checks the names of grids and accelerators: one that metering does not know says nothing. */
final class MeteringChecks {

  private MeteringChecks() {}

  static void run(CrossCheck check) {
    check
        .bound()
        .each(
            ProviderConfig.class,
            (path, provider) ->
                provider
                    .zone()
                    .ifPresent(
                        zone -> known(check, path + ".zone", zone, GridZones.bundled()::get)));
    check
        .bound()
        .each(
            ModelConfig.class,
            (path, model) ->
                model
                    .hardware()
                    .ifPresent(name -> known(check, path + ".hardware", name, Accelerators::get)));
  }

  private static void known(CrossCheck check, String path, String name, Consumer<String> lookUp) {
    try {
      lookUp.accept(name);
    } catch (IllegalArgumentException unknown) {
      check.refuse(path, "value \"" + name + "\": " + unknown.getMessage());
    }
  }
}
