package io.colophon.gateway.cli;

import io.colophon.metering.estimate.EstimateRequest;
import io.colophon.metering.estimate.EstimateResult;
import io.colophon.metering.estimate.ScenarioFile;
import io.colophon.metering.estimate.UsageEstimate;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The metering models without a request. Its options are those that the models take. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = true,
    description = {
      "Computes what a generation would take, or a scenario of many.",
      "FLOP, energy, CO2e, water and coal equivalent, with intervals."
    },
    footer = {
      "",
      "Examples:",
      "  colophon usage estimate --method ecologits-llm-0.11 --active-params 32.3e9 \\",
      "      --output-tokens 200 --latency 5s --zone USA --pue 1.09 --wue 0.999",
      "  colophon usage estimate --active-params 134e9..400e9 --input-tokens 1000 \\",
      "      --output-tokens 100 --accelerator h100",
      "  colophon usage estimate --scenario training-as-stated"
    })
final class UsageEstimateCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Map<String, String> given = new TreeMap<>();

  @Option(
      names = "--scenario",
      paramLabel = "F",
      description =
          "a scenario file, or training-as-stated, requirement-as-stated," + " source-as-printed")
  private Optional<String> scenario = Optional.empty();

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  private UsageEstimateCommand(Surroundings around) {
    this.around = around;
  }

  static CommandLine commandLine(Surroundings around) {
    UsageEstimateCommand command = new UsageEstimateCommand(around);
    CommandLine line = new CommandLine(command);
    EstimateRequest.OPTIONS.forEach(
        (name, expects) ->
            line.getCommandSpec()
                .addOption(
                    OptionSpec.builder("--" + name)
                        .type(String.class)
                        .paramLabel("V")
                        .description(expects.replace("%", "%%"))
                        .setter(command.keeper(name))
                        .build()));
    return line;
  }

  private ISetter keeper(String name) {
    return new ISetter() {
      @Override
      public <T> T set(T value) {
        if (value == null) {
          given.remove(name);
        } else {
          given.put(name, value.toString());
        }
        return value;
      }
    };
  }

  @Override
  public Integer call() throws IOException {
    EstimateResult result;
    try {
      if (scenario.isPresent() && !given.isEmpty()) {
        throw new UsageException(
            "--scenario says all there is to say, so --"
                + String.join(", --", given.keySet())
                + " cannot be given with it");
      }
      result =
          scenario.isPresent()
              ? ScenarioFile.read(scenario.get()).evaluate()
              : UsageEstimate.estimate(EstimateRequest.parse(given));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(wrong);
    }
    around.out().print(json ? result.toJson() + "\n" : result.toText());
    around.out().flush();
    return ExitCodes.OK;
  }
}
