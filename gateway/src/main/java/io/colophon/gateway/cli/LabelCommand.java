package io.colophon.gateway.cli;

import io.colophon.v1.LabelContentOrder;
import io.colophon.v1.LabelContentResult;
import io.colophon.v1.LabelingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Labels files that were made elsewhere. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Labels files that were made elsewhere, records them and writes labelled copies.",
      "With --propagate a file is handed on as a distributor does: judged (1 is, 2 may be, 3 is",
      "suspected to be made by a machine), the distributor's fields filled, the producer's left.",
      "Goes through a running gateway with --target, else through one that runs for this command."
    },
    footer = {
      "",
      "Examples:",
      "  colophon label picture.png",
      "  colophon label --jurisdiction in --out labelled/ a.mp4 b.mp3",
      "  colophon label --propagate --declared upload.jpg",
      "",
      "Exit codes: 0 labelled, 1 not (or nothing speaks for a machine), 64 wrong command line"
    })
final class LabelCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "files to label")
  private List<Path> files = List.of();

  @Option(names = "--propagate", description = "hand the files on instead of labelling as our own")
  private boolean propagate;

  @Option(
      names = "--declared",
      description = "with --propagate: the uploader declares that a machine made them")
  private boolean declared;

  @Option(
      names = "--jurisdiction",
      paramLabel = "J",
      split = ",",
      description = "further regimes to label for: cn, eu, us-ca, kr, in, vn")
  private List<String> jurisdictions = List.of();

  @Option(names = "--made-by", paramLabel = "M", description = "the model that made them, if known")
  private String model = "";

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "file or folder (default: NAME.labelled.EXT beside each file)")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--json", description = "print JSON: an object for one file, else an array")
  private boolean json;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();
  @Mixin private final DataOption data = new DataOption();

  LabelCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    if (declared && !propagate) {
      throw new UsageException("--declared is for --propagate");
    }
    boolean folder = files.size() > 1 || out.filter(Files::isDirectory).isPresent();
    List<Object> all = new ArrayList<>();
    boolean done = true;
    try (GatewayConnection gateway =
        connection.hasTarget()
            ? connection.connect(around.environment())
            : GatewayConnection.embedded(
                data.get().root(), around, connection.credentials(around.environment()))) {
      for (Path file : files) {
        Path to = target(file, folder);
        LabelContentResult result = ContentLabelUpload.label(gateway, order(), file, to);
        boolean labelled = result.hasLabel();
        done &= labelled;
        if (!labelled) {
          Files.deleteIfExists(to);
        }
        if (json) {
          all.add(tree(file, to, result));
        } else {
          print(file, to, result);
        }
      }
    }
    if (json) {
      around.out().println(Json.of(all.size() == 1 ? all.get(0) : all));
    }
    around.out().flush();
    return done ? ExitCodes.OK : 1;
  }

  private LabelContentOrder order() {
    return LabelContentOrder.newBuilder()
        .setLabeling(LabelingRequest.newBuilder().addAllJurisdictions(jurisdictions))
        .setPropagate(propagate)
        .setDeclared(declared)
        .setModel(model)
        .build();
  }

  private Path target(Path file, boolean folder) throws IOException {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String labelled =
        dot > 0 ? name.substring(0, dot) + ".labelled" + name.substring(dot) : name + ".labelled";
    if (out.isEmpty()) {
      return file.toAbsolutePath().resolveSibling(labelled);
    }
    if (folder) {
      Files.createDirectories(out.get());
      return out.get().resolve(name).toAbsolutePath();
    }
    return out.get().toAbsolutePath();
  }

  private void print(Path file, Path to, LabelContentResult result) {
    List<List<String>> lines = new ArrayList<>();
    if (!result.getJudgement().isEmpty()) {
      lines.add(List.of("  judgement", result.getJudgement()));
    }
    if (result.hasLabel()) {
      lines.add(List.of("  written to", to.toString()));
      lines.add(List.of("  regimes", result.getLabel().getProfile()));
      if (result.getLabel().hasExplicit()) {
        lines.add(
            List.of(
                "  shown",
                Text.printable(result.getLabel().getExplicit().getText())
                    + ", "
                    + result.getLabel().getExplicit().getPlace()));
      }
      lines.add(List.of("  metadata", result.getLabel().getImplicit().getCarrier()));
      line(lines, "  c2pa", result.getLabel().getC2PaManifest());
      line(lines, "  watermark", result.getLabel().getWatermarkPayload());
      line(lines, "  reasons", String.join(" ", result.getLabel().getReasonsList()));
      lines.add(List.of("  log", "record " + result.getLogIndex()));
    }
    result
        .getFindingsList()
        .forEach(found -> lines.add(List.of("  note", Text.printable(found.getMessage()))));
    around
        .out()
        .print(
            file
                + (result.hasLabel() ? ": labelled\n" : ": nothing speaks for a machine\n")
                + Text.table(lines));
  }

  private static void line(List<List<String>> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add(List.of(name, Text.printable(value)));
    }
  }

  private static Map<String, Object> tree(Path file, Path to, LabelContentResult result) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", file.toString());
    tree.put("labelled", result.hasLabel());
    tree.put("judgement", result.getJudgement());
    if (result.hasLabel()) {
      tree.put("out", to.toString());
      tree.put("sha256", Text.hex(result.getSha256()));
      tree.put("logIndex", result.getLogIndex());
      tree.put("aigc", Json.parse(result.getLabel().getImplicit().getAigc()));
      tree.put("c2paManifest", result.getLabel().getC2PaManifest());
      tree.put("watermark", result.getLabel().getWatermarkPayload());
      tree.put("reasons", List.copyOf(result.getLabel().getReasonsList()));
    }
    return tree;
  }
}
