package io.colophon.gateway.cli;

import io.colophon.metering.estimate.WrittenValue;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.Translation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Generates once, through a running gateway or one of its own. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Generates once and prints the receipt.",
      "Goes through a running gateway with --target, else through one that runs for this command",
      "alone. Text goes to standard output as it comes, its receipt to standard error, so that the",
      "text can be piped; media go to a file whose name is printed with the receipt."
    },
    footer = {
      "",
      "Examples:",
      "  colophon generate --modality text --prompt \"A story about a lighthouse\"",
      "  colophon generate --modality image --prompt \"长城日出\" --param size=1024x768 --out wall.png",
      "  colophon generate --modality speech --prompt \"Good morning\" --param speed=1.2",
      "  colophon generate --modality music --prompt \"calm, slow\" --param duration=8s --out"
          + " a.wav",
      "  colophon generate --modality image --prompt \"a poster\" --omit-agreement 2026-17"
          + " --omit-requester \"Studio Li\" --omit-reason \"credits name the tool\"",
      "  colophon generate --modality video --prompt \"waves\" --in first.png --target"
          + " localhost:9090",
      "",
      "Parameters: see --list-params. Exit codes: 0 generated, 1 not, 64 wrong command line"
    })
final class GenerateCommand implements Callable<Integer> {
  private final Surroundings around;

  @Option(
      names = "--modality",
      paramLabel = "M",
      required = true,
      description = "text, image, speech, music, audio or video")
  private String modality = "";

  @Option(names = "--prompt", paramLabel = "P", description = "what to generate")
  private String prompt = "";

  @Option(
      names = "--model",
      paramLabel = "N",
      description = "alias or model (default: the route that names none)")
  private String model = "";

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description =
          "input file, may be repeated: picture to change (further ones are controls), first frame"
              + " of a video, recording to transcribe, pictures to talk about")
  private List<Path> files = List.of();

  @Option(
      names = "--param",
      paramLabel = "K=V",
      description = "a parameter of the modality, may be repeated, for instance seed=7")
  private List<String> parameters = List.of();

  @Option(names = "--list-params", description = "list the parameters of --modality and end")
  private boolean listParameters;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "where the output goes; further ones get FILE-2, FILE-3. A text named .md, .html, .docx"
              + " or .pdf becomes such a document, with its label")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--timeout",
      paramLabel = "T",
      defaultValue = "10m",
      description = "deadline of the generation (default: ${DEFAULT-VALUE})")
  private String timeout = "10m";

  @Option(names = "--json", description = "print response and receipt as JSON")
  private boolean json;

  @Mixin private final LabelingOptions labeling = new LabelingOptions();
  @Mixin private final ConnectionOptions connection = new ConnectionOptions();
  @Mixin private final DataOption data = new DataOption();

  GenerateCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    OutputKind kind = OutputKind.parse(modality);
    if (listParameters) {
      ParameterOptions.names(kind).forEach(around.out()::println);
      return ExitCodes.OK;
    }
    if (prompt.isBlank() && files.isEmpty()) {
      throw new UsageException("--prompt is missing: say what to generate");
    }
    GenerateRequest.Builder asked =
        new RequestOptions(kind, prompt, model, files, parameters).toRequest().toBuilder();
    labeling.toRequest().ifPresent(asked::setLabeling);
    GenerateRequest request = asked.build();
    Duration deadline = deadline();
    try (GatewayConnection gateway =
            connection.hasTarget()
                ? connection.connect(around.environment())
                : GatewayConnection.embedded(
                    data.get().root(), around, connection.credentials(around.environment()));
        OutputFiles outputs = new OutputFiles(out)) {
      ProgressBar progress = new ProgressBar(around.err(), around.terminal(), kind.id());
      GenerateResponse response =
          new GenerationCall(outputs, textSink(), progress).run(gateway, request, deadline);
      print(response, outputs.done());
    }
    return ExitCodes.OK;
  }

  private Duration deadline() {
    try {
      return WrittenValue.duration("--timeout", timeout);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
  }

  private Consumer<String> textSink() {
    if (json || out.isPresent()) {
      return delta -> {};
    }
    return delta -> {
      around.out().print(delta);
      around.out().flush();
    };
  }

  private void print(GenerateResponse response, List<Path> done) {
    if (json) {
      around.out().println(Json.of(response));
      return;
    }
    boolean textWasPrinted =
        out.isEmpty() && response.getOutputsList().stream().anyMatch(o -> o.hasText());
    PrintWriter to = textWasPrinted ? around.err() : around.out();
    if (textWasPrinted) {
      to.println(); // the text itself need not end with a line break
    }
    response.getOutputsList().stream()
        .filter(output -> output.hasToolCall())
        .forEach(
            output ->
                to.println(
                    "tool call  "
                        + Text.printable(output.getToolCall().getName())
                        + " "
                        + Text.printable(output.getToolCall().getArgumentsJson())));
    done.forEach(file -> to.println("written to  " + file));
    for (Translation change : response.getTranslationsList()) {
      around
          .err()
          .println(
              "note: "
                  + change.getParameter()
                  + " was "
                  + change.getChange().name().replace("CHANGE_", "").toLowerCase(Locale.ROOT)
                  + ": "
                  + Text.printable(change.getDetail()));
    }
    to.print(ReceiptPrinter.of(response.getReceipt()));
    to.flush();
  }
}
