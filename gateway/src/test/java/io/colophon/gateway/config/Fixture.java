package io.colophon.gateway.config;

import io.colophon.gateway.config.ProviderTypes.ProviderType;
import io.colophon.gateway.config.yaml.Problem;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Provider types as plug-ins would declare them, and short ways to load. */
final class Fixture {
  static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-live-51HvZ");

  record LocalSettings(@Default("2") int workers) {}

  record OpenAiSettings(
      URI baseUrl,
      Secret apiKey,
      Optional<String> organization,
      Map<String, String> headers,
      Optional<Connect> timeout) {
    record Connect(java.time.Duration connect) {}
  }

  static final ProviderTypes TYPES =
      new ProviderTypes(
          Map.of(
              "local", new ProviderType(LocalSettings.class, Set.of()),
              "openai", new ProviderType(OpenAiSettings.class, Set.of("api-key", "headers"))));

  private Fixture() {}

  static ConfigResult load(String yaml) {
    return ConfigLoader.loadText("c.yaml", yaml, Path.of("/etc/colophon"), TYPES, ENVIRONMENT);
  }

  static ConfigResult.Valid valid(String yaml) {
    ConfigResult result = load(yaml);
    if (result instanceof ConfigResult.Valid valid) {
      return valid;
    }
    throw new AssertionError(problems(yaml));
  }

  static List<String> problems(String yaml) {
    return load(yaml) instanceof ConfigResult.Invalid invalid
        ? invalid.problems().stream().map(Problem::toString).toList()
        : List.of();
  }

  static List<String> warnings(String yaml) {
    return valid(yaml).warnings().stream().map(Problem::toString).toList();
  }

  static String resource(String name) throws Exception {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
