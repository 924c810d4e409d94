package io.colophon.gateway.cli;

import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says everything that is wrong with a configuration, without a server. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lists every problem of a configuration. Needs no server.",
      "Each with file:line:column, the value and what was expected."
    },
    footer = {
      "",
      "Example:",
      "  colophon config check colophon.yaml",
      "",
      "Exit codes: 0 can be used, 2 has problems"
    })
final class ConfigCheckCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "F", description = "configuration file")
  private Path file = Path.of("");

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  ConfigCheckCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    ConfigResult result =
        ConfigLoader.load(
            Optional.of(file), around.providers().get().types(), around.environment());
    List<Problem> problems =
        result instanceof ConfigResult.Invalid invalid ? invalid.problems() : List.of();
    List<Problem> warnings =
        result instanceof ConfigResult.Valid valid ? valid.warnings() : List.of();
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("valid", problems.isEmpty());
      answer.put("problems", toJson(problems));
      answer.put("warnings", toJson(warnings));
      around.out().println(Json.of(answer));
    } else if (problems.isEmpty()) {
      warnings.forEach(warning -> around.err().println("warning: " + warning));
      around.out().println(file + ": ok");
    } else {
      Failures.problems(problems, around.out());
    }
    around.out().flush();
    return problems.isEmpty() ? ExitCodes.OK : ExitCodes.NOT_IN_ORDER;
  }

  private static List<Object> toJson(List<Problem> problems) {
    List<Object> all = new ArrayList<>();
    for (Problem problem : problems) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("file", problem.position().file());
      one.put("line", problem.position().line());
      one.put("column", problem.position().column());
      one.put("path", problem.path());
      one.put("message", problem.message());
      all.add(one);
    }
    return all;
  }
}
