package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suite that every plug-in passes. A plug-in's test extends it and says how to make the
 * provider; what is tested follows from the abilities that the provider's models declare. Every
 * declared ability is used with a small request, and every undeclared one is tested to fail well.
 *
 * <pre>{@code
 * class EchoProviderTest extends ProviderContract {
 *   protected Provider create(ProviderContext context) {
 *     return new EchoFactory().create("echo", new EchoConfig(), context);
 *   }
 * }
 * }</pre>
 */
public abstract class ProviderContract {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private @Nullable Path cacheDirectory;
  private @Nullable ScheduledExecutorService timers;
  private @Nullable Stage stage;

  /** Makes a new provider, ready for requests; the suite closes it. */
  protected abstract Provider create(ProviderContext context);

  /**
   * The models to test. Override where the provider's models are only known from configuration, or
   * to leave out models that differ in nothing but size.
   */
  protected List<ModelDescription> models(Provider provider) {
    return provider.models();
  }

  /** A small request that needs {@code ability}. Override where the ready-made ones do not fit. */
  protected GenerationRequest sample(ModelDescription model, Ability ability) {
    return new SampleRequests().of(model, ability);
  }

  /** Whether the model promises the same output for the same seed; the suite then tests it. */
  protected boolean repeatable(ModelDescription model, Ability ability) {
    return false;
  }

  /** The longest that one of the small requests may take; 30 seconds unless overridden. */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** How many generations the suite starts at once; 3 unless overridden. */
  protected int atOnce() {
    return 3;
  }

  /** Makes the provider and its surroundings anew for each test method. */
  @BeforeEach
  final void open() {
    stage = newStage();
  }

  private Stage newStage() {
    ScheduledExecutorService running = timers;
    if (running == null) {
      running =
          Executors.newSingleThreadScheduledExecutor(
              work -> {
                Thread thread = new Thread(work, "contract-timers");
                thread.setDaemon(true);
                return thread;
              });
      timers = running;
    }
    ProviderContext context =
        new ProviderContext(
            Ticker.SYSTEM,
            Clock.systemUTC(),
            running,
            Objects.requireNonNull(cacheDirectory, "cache directory"),
            SharedResources.NONE);
    return new Stage(create(context), context, patience());
  }

  /** Closes the provider, after which nothing may have broken the rules in any stream. */
  @AfterEach
  final void close() {
    Stage used = stage();
    used.provider().close();
    if (timers != null) {
      timers.shutdownNow();
    }
    used.noViolations();
  }

  private Stage stage() {
    return Objects.requireNonNull(stage, "no provider was made");
  }

  @Test
  final void models_eachHasItsOwnName() {
    assertThat(models(stage().provider()))
        .as("models to test")
        .isNotEmpty()
        .extracting(ModelDescription::name)
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
  }

  @TestFactory
  final Stream<DynamicContainer> declaredAbilities() {
    return models(stage().provider()).stream()
        .map(
            model ->
                dynamicContainer(
                    model.name(),
                    model.abilities().stream()
                        .sorted()
                        .map(
                            ability ->
                                dynamicContainer(ability.id(), contract(model, ability).tests()))));
  }

  private AbilityContract contract(ModelDescription model, Ability ability) {
    return new AbilityContract(
        stage(), model, ability, sample(model, ability), repeatable(model, ability), atOnce());
  }

  @TestFactory
  final Stream<DynamicTest> undeclaredAbilities() {
    return models(stage().provider()).stream()
        .flatMap(
            model ->
                Arrays.stream(Ability.values())
                    .filter(ability -> !model.abilities().contains(ability))
                    .map(
                        ability ->
                            dynamicTest(
                                model.name() + " / " + ability.id() + " is UNSUPPORTED",
                                () ->
                                    refused(
                                        stage(),
                                        new SampleRequests().of(model, ability),
                                        FailureKind.UNSUPPORTED))));
  }

  @TestFactory
  final Stream<DynamicTest> unknownModel() {
    String unknown = "no-such-model-in-any-plug-in";
    return models(stage().provider()).stream()
        .map(
            model ->
                dynamicTest(
                    "another model than " + model.name() + " is MODEL_UNAVAILABLE",
                    () ->
                        refused(
                            stage(),
                            SampleRequests.withModel(anySample(model), unknown),
                            FailureKind.MODEL_UNAVAILABLE)));
  }

  private GenerationRequest anySample(ModelDescription model) {
    return sample(model, model.abilities().stream().sorted().findFirst().orElseThrow());
  }

  private static void refused(Stage stage, GenerationRequest request, FailureKind expected) {
    CollectingSubscriber subscriber = stage.subscribe(request);
    subscriber.requestAll();
    assertThat(subscriber.awaitEnd(SOON)).as("refused within %s", SOON).isTrue();
    stage.failed(subscriber, expected);
    Stage.noOutput(subscriber.events());
    stage.noViolations();
  }

  @TestFactory
  final Stream<DynamicTest> cancellations() {
    return models(stage().provider()).stream()
        .map(
            model ->
                dynamicTest(
                    model.name() + ": 24 cancelled generations leave room for the next",
                    () -> {
                      GenerationRequest request = anySample(model);
                      for (int i = 0; i < 24; i++) {
                        stage().first(request).cancel();
                      }
                      StreamRules.order(stage().whole(request).events());
                      stage().noViolations();
                    }));
  }

  @TestFactory
  final Stream<DynamicTest> closing() {
    return models(stage().provider()).stream()
        .flatMap(
            model ->
                Stream.of(
                    dynamicTest(
                        model.name() + ": close ends what is under way as OVERLOADED",
                        () -> closeUnderWay(anySample(model))),
                    dynamicTest(
                        model.name() + ": a request after close fails well",
                        () -> requestAfterClose(anySample(model)))));
  }

  private void closeUnderWay(GenerationRequest request) {
    Stage closing = newStage();
    List<CollectingSubscriber> underWay = new ArrayList<>();
    underWay.add(closing.first(request));
    underWay.add(closing.subscribe(request));
    closing.provider().close();
    for (CollectingSubscriber one : underWay) {
      closing.awaitEnd(one);
      closing.failed(one, FailureKind.OVERLOADED);
      assertThat(one.events()).noneMatch(GenerationEvent.Finished.class::isInstance);
    }
    closing.noViolations();
  }

  private void requestAfterClose(GenerationRequest request) {
    Stage closed = newStage();
    closed.provider().close();
    closed.provider().close();
    CollectingSubscriber late = closed.subscribe(request);
    late.requestAll();
    assertThat(late.awaitEnd(SOON)).as("refused within %s", SOON).isTrue();
    assertThat(Stage.failure(late)).isInstanceOf(ProviderException.class);
    Stage.noOutput(late.events());
    closed.noViolations();
  }
}
