package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.Binder;
import io.colophon.gateway.config.yaml.FileProblem;
import io.colophon.gateway.config.yaml.Interpolation;
import io.colophon.gateway.config.yaml.Node.Mapping;
import io.colophon.gateway.config.yaml.Node.Scalar;
import io.colophon.gateway.config.yaml.Overlay;
import io.colophon.gateway.config.yaml.Position;
import io.colophon.gateway.config.yaml.Problems;
import io.colophon.gateway.config.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads a configuration: reads the file, lays it over the embedded default, binds the records and
 * checks them against each other. Blocks on files; has no state, so that any thread may call it.
 * Never throws for what an operator wrote.
 */
public final class ConfigLoader {
  /** Lists of which the first item that matches is taken: the file's come before the embedded. */
  private static final Set<String> RULES = Set.of("routes", "labeling");

  /** UTF-8 takes at most four bytes for a character. */
  private static final int MAX_BYTES = 4 * YamlReader.MAX_CHARACTERS;

  private ConfigLoader() {}

  /**
   * Loads a file, or the embedded default alone.
   *
   * @param file relative paths in it are relative to its folder
   * @param types the provider types that exist
   * @param environment for <code>${env:NAME}</code>
   */
  public static ConfigResult load(
      Optional<Path> file, ProviderTypes types, Map<String, String> environment) {
    if (file.isEmpty()) {
      return loadText("", "", Path.of(""), types, environment);
    }
    Path folder = Optional.ofNullable(file.get().getParent()).orElse(Path.of(""));
    String name = file.get().toString();
    Problems problems = new Problems();
    Optional<String> text = text(file.get(), name, problems);
    return text.isPresent()
        ? loadText(name, text.get(), folder, types, environment)
        : new ConfigResult.Invalid(problems.inOrder());
  }

  /**
   * Loads a text as if it stood in a file.
   *
   * @param name what positions call it
   * @param folder what relative paths in it are relative to
   */
  public static ConfigResult loadText(
      String name, String text, Path folder, ProviderTypes types, Map<String, String> environment) {
    Problems problems = new Problems();
    Optional<Mapping> read = YamlReader.read(name, text, problems);
    if (read.isEmpty()) {
      return new ConfigResult.Invalid(problems.inOrder());
    }
    Mapping own = new Interpolation(environment, folder, problems).apply(read.get());
    Mapping top = embedded(own) ? new Overlay(RULES).join(own, embeddedDefault(problems)) : own;
    Binder binder =
        new Binder(folder, problems, Map.of(ProviderConfig.class, new ProviderBinding(types)));
    Optional<GatewayConfig> config = binder.bind(GatewayConfig.class, top);
    Problems warnings = new Problems();
    CrossCheck check = new CrossCheck(top, binder.bound(), problems, warnings);
    ServerChecks.run(check);
    OverloadChecks.run(check);
    RouteChecks.run(check);
    FilterChecks.run(check);
    PolicyChecks.run(check);
    ResilienceChecks.run(check);
    MeteringChecks.run(check);
    LimitChecks.run(check);
    SharedLimitChecks.run(check);
    PriceChecks.run(check);
    PlanChecks.run(check);
    ExportChecks.run(check);
    LabelingChecks.run(check);
    SigningChecks.run(check);
    WebhookChecks.run(check);
    MetricsChecks.run(check);
    ScreeningChecks.run(check);
    return config.isPresent() && problems.isEmpty()
        ? new ConfigResult.Valid(
            config.get(), EffectiveSettings.of(binder.bound()), warnings.inOrder())
        : new ConfigResult.Invalid(problems.inOrder());
  }

  private static boolean embedded(Mapping own) {
    return !(own.get("embedded").orElse(null) instanceof Scalar scalar
        && scalar.text().equals("false"));
  }

  private static Mapping embeddedDefault(Problems problems) {
    return YamlReader.read(EmbeddedDefault.NAME, EmbeddedDefault.text(), problems)
        .orElseThrow(() -> new IllegalStateException(problems.inOrder().toString()));
  }

  private static Optional<String> text(Path file, String name, Problems problems) {
    String message;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return Optional.of(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      }
      message = "is larger than " + MAX_BYTES + " bytes";
    } catch (CharacterCodingException notText) {
      message = "is not UTF-8 text";
    } catch (IOException unreadable) {
      message = "cannot be read: " + FileProblem.of(unreadable);
    }
    problems.add(Position.wholeFile(name), "", message);
    return Optional.empty();
  }
}
