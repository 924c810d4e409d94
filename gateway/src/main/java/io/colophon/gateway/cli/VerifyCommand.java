package io.colophon.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says whether files bear a label that is in order, and whether they are ours. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeOnExecutionException = 3,
    description = {
      "Reads all layers of labels in files (metadata, C2PA manifest, watermark) and looks the",
      "files up in a provenance log, by their bytes and by what they look or sound like.",
      "The log is the one in --data, else in a folder 'data' beside the file, else in",
      "colophon-data; with --target a gateway does it."
    },
    footer = {
      "",
      "Examples:",
      "  colophon verify demo-out/image.png",
      "  colophon verify --json demo-out/*.*",
      "  colophon verify --target localhost:9090 picture.jpg",
      "",
      "Exit codes: 0 labelled and intact, 1 no label found, 2 label found but broken or tampered,",
      "3 could not be read; of several files the highest. 64 wrong command line"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "files to verify")
  private List<Path> files = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "data directory whose provenance log is asked")
  private Optional<Path> data = Optional.empty();

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "PEM file with authorities to believe signatures of, may be repeated")
  private List<Path> trusted = List.of();

  @Option(names = "--json", description = "print JSON: an object for one file, else an array")
  private boolean json;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  VerifyCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    List<VerifyResult> results = connection.hasTarget() ? remotely() : here();
    if (json) {
      List<Object> all = new ArrayList<>();
      results.forEach(result -> all.add(result.toJson()));
      around.out().println(Json.of(all.size() == 1 ? all.get(0) : all));
    } else {
      results.forEach(result -> around.out().print(result.toText()));
    }
    around.out().flush();
    return results.stream().mapToInt(VerifyResult::exitCode).max().orElse(ExitCodes.OK);
  }

  private List<VerifyResult> here() throws IOException {
    List<VerifyResult> results = new ArrayList<>();
    try (FileChecks checks = new FileChecks(data, trusted)) {
      for (Path file : files) {
        results.add(VerifyResult.of(file.toString(), checks.verify(file)));
      }
    }
    return results;
  }

  private List<VerifyResult> remotely() throws IOException {
    List<VerifyResult> results = new ArrayList<>();
    try (GatewayConnection gateway = connection.connect(around.environment())) {
      for (Path file : files) {
        results.add(VerifyResult.of(file.toString(), ContentUpload.verify(gateway, file)));
      }
    }
    return results;
  }
}
