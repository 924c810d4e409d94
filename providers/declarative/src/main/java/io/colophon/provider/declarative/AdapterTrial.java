package io.colophon.provider.declarative;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.HttpDouble;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the suite that every plug-in passes on an adapter, against a recording of its vendor or the
 * vendor itself. One trial at a time in a process, since the suite's runner makes the test class
 * without asking us.
 */
public final class AdapterTrial {
  private static @Nullable Function<ProviderContext, Provider> making;

  /**
   * What came of one test.
   *
   * @param name model, ability and rule
   * @param passed whether the rule holds
   * @param reason why not; empty when it does
   */
  public record Outcome(String name, boolean passed, String reason) {}

  private AdapterTrial() {}

  /**
   * Tries an adapter against a recording. The adapter's jobs are asked after every few
   * milliseconds, whatever it says itself.
   *
   * @param folder holds {@code recording.yaml}
   * @throws IllegalArgumentException if the adapter or the recording cannot be understood
   */
  public static List<Outcome> recorded(Path adapter, Path folder, Consumer<Outcome> each) {
    Adapter read = ShippedAdapters.of(adapter).quick();
    Recording recording = Recording.read(folder);
    return run(
        context -> {
          HttpDouble vendor = HttpDouble.start();
          recording.teach(vendor);
          Provider provider =
              open(
                  read,
                  Optional.of(vendor.uri("")),
                  Optional.of(new Secret("key")),
                  Optional.of(new Secret("secret")),
                  recording.models(),
                  context);
          return new ClosingProvider(provider, vendor);
        },
        each);
  }

  /**
   * Tries an adapter against its vendor. Every test generates for real, and costs what that costs.
   *
   * @param baseUrl where it is not the adapter's
   * @param models abilities by model
   * @throws IllegalArgumentException if the adapter cannot be understood
   */
  public static List<Outcome> live(
      Path adapter,
      Optional<URI> baseUrl,
      Optional<Secret> apiKey,
      Optional<Secret> secretKey,
      Map<String, List<String>> models,
      Consumer<Outcome> each) {
    Adapter read = ShippedAdapters.of(adapter);
    List<OfferedModel> offered = new ArrayList<>();
    new LinkedHashMap<>(models)
        .forEach(
            (name, words) ->
                offered.add(
                    Recording.model(
                        name,
                        new Node.Sequence(
                            "--model",
                            words.stream()
                                .<Node>map(word -> new Node.Scalar("--model", word))
                                .toList()))));
    return run(context -> open(read, baseUrl, apiKey, secretKey, offered, context), each);
  }

  private static Provider open(
      Adapter adapter,
      Optional<URI> baseUrl,
      Optional<Secret> apiKey,
      Optional<Secret> secretKey,
      List<OfferedModel> models,
      ProviderContext context) {
    return DeclarativeProvider.open(
        "trial",
        adapter,
        new ShippedConfig(
            baseUrl,
            apiKey,
            secretKey,
            Optional.empty(),
            Optional.empty(),
            Timeouts.DEFAULTS,
            ConnectionConfig.DEFAULTS,
            Optional.of(models)),
        context);
  }

  private static synchronized List<Outcome> run(
      Function<ProviderContext, Provider> made, Consumer<Outcome> each) {
    List<Outcome> outcomes = new ArrayList<>();
    making = made;
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Suite.class)).build(),
              new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                  boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
                  if (test.isTest() || failed) {
                    Outcome outcome =
                        new Outcome(
                            test.getDisplayName(),
                            !failed,
                            result.getThrowable().map(AdapterTrial::reason).orElse(""));
                    outcomes.add(outcome);
                    each.accept(outcome);
                  }
                }
              });
    } finally {
      making = null;
    }
    return outcomes;
  }

  private static String reason(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).strip().replaceAll("\\s+", " ");
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }

  /** The suite itself; made by its runner. */
  public static final class Suite extends ProviderContract {
    @Override
    protected Provider create(ProviderContext context) {
      Function<ProviderContext, Provider> made = making;
      if (made == null) {
        throw new IllegalStateException("no trial is under way");
      }
      return made.apply(context);
    }
  }
}
