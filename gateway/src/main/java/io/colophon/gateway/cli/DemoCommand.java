package io.colophon.gateway.cli;

import io.colophon.labeling.Verdict;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.Receipt;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole way in one command: five outputs, five receipts, five verifications. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Generates one output of each kind, verifies them and prints the receipts.",
      "Starts a gateway on the embedded default (no network, no key), generates a text, an image,",
      "a speech clip, a piece of music and a video through its gRPC API, and verifies each file",
      "as 'colophon verify' does."
    },
    footer = {
      "",
      "Examples:",
      "  colophon demo",
      "  colophon demo --out /tmp/demo && colophon verify /tmp/demo/image.png",
      "",
      "Exit codes: 0 every file was verified, 1 not"
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Surroundings around;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "demo-out",
      description = "folder for the files and the gateway's data (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("demo-out");

  DemoCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    PrintWriter out = around.out();
    List<List<String>> summary = new ArrayList<>();
    summary.add(List.of("", "file", "bytes", "model", "label", "log", "verified"));
    boolean allVerified = true;
    try (GatewayConnection gateway =
        GatewayConnection.embedded(
            data, around, new ConnectionOptions().credentials(around.environment()))) {
      out.println("gateway     " + gateway.channel().authority() + ", data in " + data);
      out.println(
          String.format(
              Locale.ROOT,
              "generating  %.2f s after the command",
              ProcessAge.of(around.clock()).toMillis() / 1000.0));
      for (DemoItem item : DemoItem.ALL) {
        Path file = folder.resolve(item.file());
        out.println();
        out.println("== " + item.title() + ": " + item.prompt());
        out.flush();
        allVerified &= run(gateway, item, file, data, summary);
        out.flush();
      }
    }
    out.println();
    out.print(Text.table(summary));
    out.println();
    out.println(
        allVerified
            ? "every file is labelled, metered, on the record and verified"
            : "NOT every file was verified");
    out.flush();
    return allVerified ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /** One failure does not keep the others from being shown. */
  private boolean run(
      GatewayConnection gateway, DemoItem item, Path file, Path data, List<List<String>> summary)
      throws IOException {
    Files.deleteIfExists(file);
    GenerateResponse response;
    try {
      response = generate(gateway, item, file);
    } catch (StatusRuntimeException failure) {
      around.out().flush();
      GrpcFailures.print(failure, around.err());
      summary.add(List.of(item.title(), item.file(), "-", "-", "-", "-", "NOT GENERATED"));
      return false;
    }
    Receipt receipt = response.getReceipt();
    VerifyResult result;
    try (FileChecks checks = new FileChecks(Optional.of(data), List.of())) {
      result = VerifyResult.of(file.toString(), checks.verify(file));
    }
    around.out().print(ReceiptPrinter.of(receipt));
    around.out().println("verified     " + result.verdict());
    boolean verified = result.status() == Verdict.Status.LABELED && result.logIndex().isPresent();
    if (!verified) {
      around.out().print(result.toText());
    }
    summary.add(
        List.of(
            item.title(),
            file.toString(),
            String.format(Locale.ROOT, "%,d", Files.size(file)),
            receipt.getTargetModel(),
            receipt.getLabelProfile(),
            result.logIndex().map(index -> Long.toString(index)).orElse("-"),
            verified ? "ok" : result.verdict()));
    return verified;
  }

  private GenerateResponse generate(GatewayConnection gateway, DemoItem item, Path file)
      throws IOException {
    RequestOptions request =
        new RequestOptions(item.kind(), item.prompt(), "", List.of(), item.parameters());
    ProgressBar progress = new ProgressBar(around.err(), around.terminal(), item.title());
    try (OutputFiles files = new OutputFiles(Optional.of(file))) {
      return new GenerationCall(files, this::show, progress)
          .run(gateway, request.toRequest(), TIMEOUT);
    } finally {
      if (item.kind() == OutputKind.TEXT) {
        around.out().println();
        around.out().println();
      }
    }
  }

  private void show(String text) {
    around.out().print(Text.printableLines(text));
    around.out().flush();
  }
}
