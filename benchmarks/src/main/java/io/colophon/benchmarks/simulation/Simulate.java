package io.colophon.benchmarks.simulation;

import io.colophon.benchmarks.simulation.report.Document;
import io.colophon.benchmarks.simulation.report.Section;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the scenarios and shows what they say. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "The production classes over virtual time, beside what other gateways do.",
    footer = {"", "Example: run.sh simulate routing --seeds 1 --requests 10000 --print-only"})
public final class Simulate implements Callable<Integer> {
  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(arity = "0..*", description = "Scenarios; all of them if none is named.")
  private List<String> names = List.of();

  @Option(names = "--seeds", defaultValue = "3", description = "Runs of each.")
  private int seeds = 3;

  @Option(names = "--requests", defaultValue = "60000", description = "Of each run.")
  private int requests = 60_000;

  @Option(
      names = "--docs",
      defaultValue = "../docs",
      description = "Where simulation.md and images are.")
  private Path docs = Path.of("..", "docs");

  @Option(names = "--print-only", description = "Leave the documents as they are.")
  private boolean printOnly;

  /** Every scenario, in the order of the page. */
  static List<Scenario> all() {
    return List.of(
        new Routing(),
        new Prefixes(),
        new Hedges(),
        new Carbon(),
        new Storms(),
        new Replicas(),
        new Fairness(),
        new Overload());
  }

  /** Exit code 0 if everything ran, whatever it says. */
  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<Section> sections = new ArrayList<>();
    for (Scenario scenario : chosen()) {
      Section section = scenario.run(new Scenario.Extent(seeds, requests));
      out.println("== " + section.name());
      out.println(section.plain());
      out.flush();
      sections.add(section);
    }
    if (!printOnly) {
      new Document(docs).put(sections);
    }
    return 0;
  }

  private List<Scenario> chosen() {
    List<String> known = all().stream().map(Scenario::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "scenario is " + name + ", expected one of " + known);
      }
    }
    return all().stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
        .toList();
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Simulate()).execute(arguments));
  }
}
