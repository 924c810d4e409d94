package io.colophon.distribution.commands;

import io.colophon.provider.declarative.AdapterTrial;
import io.colophon.provider.spi.Secret;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Runs the suite that every provider passes on an adapter file. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the suite that every provider passes on an adapter file: against a recording of the",
      "vendor's answers, or against the vendor itself, which costs what it costs."
    },
    footer = {
      "",
      "Exit codes: 0 every test passed, 1 some failed, 2 the adapter or recording cannot be",
      "understood, 64 the command line is wrong.",
      "",
      "Examples:",
      "  colophon provider test films.yaml --recording recordings/films",
      "  FILMS_KEY=... colophon provider test films.yaml --live --api-key-env FILMS_KEY \\",
      "      --model film-1=video,image-to-video --json"
    })
final class ProviderTestCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  private final PrintWriter out;
  private final Map<String, String> environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The adapter file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(
      names = "--recording",
      paramLabel = "DIR",
      description = "Folder with recording.yaml, which says what the vendor answers.")
  private @Nullable Path recording;

  @Option(names = "--live", description = "Ask the vendor itself.")
  private boolean live;

  @Option(
      names = "--model",
      paramLabel = "NAME=ABILITY[,ABILITY]",
      description = "A model to try, with --live; may be repeated.")
  private Map<String, String> models = new LinkedHashMap<>();

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "The vendor's address, with --live, where it is not the adapter's.")
  private @Nullable URI baseUrl;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the key.")
  private @Nullable String apiKeyName;

  @Option(
      names = "--secret-key-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the second part of the key.")
  private @Nullable String secretKeyName;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  ProviderTestCommand(PrintWriter out, Map<String, String> environment) {
    this.out = out;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Path folder = recording;
    if (live == (folder != null)) {
      throw wrong("expected either --recording DIR or --live");
    }
    if (live && models.isEmpty()) {
      throw wrong("--live needs at least one --model NAME=ABILITY");
    }
    List<AdapterTrial.Outcome> outcomes;
    if (folder != null) {
      outcomes = AdapterTrial.recorded(file, folder, this::print);
    } else {
      Map<String, List<String>> abilities = new LinkedHashMap<>();
      models.forEach((name, words) -> abilities.put(name, Arrays.asList(words.split(",", -1))));
      outcomes =
          AdapterTrial.live(
              file,
              Optional.ofNullable(baseUrl),
              secret(apiKeyName),
              secret(secretKeyName),
              abilities,
              this::print);
    }
    long failed = outcomes.stream().filter(one -> !one.passed()).count();
    if (json) {
      out.println(json(outcomes, failed));
    } else {
      out.println();
      out.println((outcomes.size() - failed) + " passed, " + failed + " failed");
    }
    return failed == 0 && !outcomes.isEmpty() ? 0 : FAILED;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Optional<Secret> secret(@Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw wrong("environment variable " + name + " is not set");
    }
    return Optional.of(new Secret(value));
  }

  private void print(AdapterTrial.Outcome outcome) {
    if (!json) {
      out.println((outcome.passed() ? "pass  " : "FAIL  ") + outcome.name());
      if (!outcome.passed()) {
        out.println("      " + outcome.reason());
      }
      out.flush();
    }
  }

  private static String json(List<AdapterTrial.Outcome> outcomes, long failed) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("passed", outcomes.size() - failed);
    all.put("failed", failed);
    all.put("tests", outcomes);
    return JsonMapper.builder().build().writeValueAsString(all);
  }
}
