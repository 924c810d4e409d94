package io.colophon.gateway.cli;

import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.server.Addresses;
import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the server.",
      "Prints where it listens when it is ready. SIGTERM stops it after what is under way, SIGHUP",
      "loads the configuration again."
    },
    footer = {
      "",
      "Examples:",
      "  colophon serve",
      "  colophon serve --config colophon.yaml --data /var/lib/colophon",
      "  colophon serve --grpc-port 0 --http-port 0 --admin-port 0 --admin-grpc-port 0",
      "",
      "Exit codes: 0 stopped in order, 1 could not start, 2 the configuration has problems"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  private final Surroundings around;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "configuration, laid over the embedded default (default: that alone)")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "data directory (default: storage.directory of the configuration)")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--grpc-port",
      paramLabel = "N",
      description = "gRPC for applications; 0 is any free port (default: server.grpc)")
  private Optional<Integer> grpcPort = Optional.empty();

  @Option(
      names = "--http-port",
      paramLabel = "N",
      description = "REST for applications (default: server.http)")
  private Optional<Integer> httpPort = Optional.empty();

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      description = "metrics and health (default: server.admin-http)")
  private Optional<Integer> adminPort = Optional.empty();

  @Option(
      names = "--admin-grpc-port",
      paramLabel = "N",
      description = "gRPC for operators (default: server.admin-grpc)")
  private Optional<Integer> adminGrpcPort = Optional.empty();

  ServeCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    GatewayOptions options =
        new GatewayOptions(
            config,
            data,
            port("--grpc-port", grpcPort),
            port("--http-port", httpPort),
            port("--admin-port", adminPort),
            port("--admin-grpc-port", adminGrpcPort),
            around.environment());
    ProviderRegistry providers = around.providers().get();
    try (Gateway gateway = Gateway.start(options, providers);
        StopSignals signals = StopSignals.listen(() -> reload(gateway))) {
      printAddresses(gateway.addresses(), options, providers);
      signals.awaitStop();
      around.err().println("stopping: no more calls are taken, those under way may end");
    }
    around.err().println("stopped");
    return ExitCodes.OK;
  }

  private static OptionalInt port(String option, Optional<Integer> port) {
    if (port.isPresent() && (port.get() < 0 || port.get() > MAX_PORT)) {
      throw new UsageException(option + " is " + port.get() + ", expected 0 to " + MAX_PORT);
    }
    return port.isPresent() ? OptionalInt.of(port.get()) : OptionalInt.empty();
  }

  private void printAddresses(
      Addresses addresses, GatewayOptions options, ProviderRegistry providers) {
    // The gateway knows the ports that were free, the configuration the hosts.
    ConfigResult loaded =
        ConfigLoader.load(options.configFile(), providers.types(), options.environment());
    if (loaded instanceof ConfigResult.Valid valid) {
      ServerConfig server = valid.config().server();
      print("gRPC", server.grpc().withPort(addresses.grpc()));
      print("HTTP", server.http().withPort(addresses.http()));
      print("admin gRPC", server.adminGrpc().withPort(addresses.adminGrpc()));
      print("admin HTTP", server.adminHttp().withPort(addresses.adminHttp()));
    } else {
      print("gRPC", "port " + addresses.grpc());
      print("HTTP", "port " + addresses.http());
      print("admin gRPC", "port " + addresses.adminGrpc());
      print("admin HTTP", "port " + addresses.adminHttp());
    }
    Duration sinceStart = ProcessAge.of(around.clock());
    around
        .out()
        .println(String.format(Locale.ROOT, "ready in %.1f s", sinceStart.toMillis() / 1000.0));
    around.out().flush();
  }

  private void print(String door, Object address) {
    around.out().println(String.format(Locale.ROOT, "%-11s %s", door, address));
  }

  private void reload(Gateway gateway) {
    Optional<ConfigResult> result = gateway.reload();
    if (result.isEmpty()) {
      around.err().println("nothing to load again: no --config was given");
    } else if (result.get() instanceof ConfigResult.Invalid invalid) {
      around.err().println("the configuration was not changed:");
      Failures.problems(invalid.problems(), around.err());
    } else {
      around.err().println("the configuration was loaded again");
    }
  }
}
