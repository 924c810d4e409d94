package io.colophon.gateway.cli;

import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.GatewayConfig;
import java.nio.file.Path;
import java.util.Optional;

/** A server's configuration, for commands that need a part of it. */
final class ConfigFile {
  private ConfigFile() {}

  /** Reads it whole; one with problems ends the command. */
  static GatewayConfig load(Surroundings around, Path file) {
    ConfigResult result =
        ConfigLoader.load(
            Optional.of(file), around.providers().get().types(), around.environment());
    if (result instanceof ConfigResult.Valid valid) {
      return valid.config();
    }
    throw new CommandFailedException(
        file + " has problems, which 'colophon config check " + file + "' lists");
  }
}
