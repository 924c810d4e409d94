package io.colophon.provider.vendors.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.Json;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.HttpDouble;
import io.colophon.provider.testkit.http.Request;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A provider against a double of its vendor. */
public final class Trial implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpDouble upstream = HttpDouble.start();
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "trial-timers");
            thread.setDaemon(true);
            return thread;
          });
  private final Provider provider;

  /**
   * @param make makes the provider for an upstream and its surroundings
   */
  public Trial(java.util.function.BiFunction<HttpDouble, ProviderContext, Provider> make) {
    this(Clock.systemUTC(), make);
  }

  public Trial(
      Clock clock, java.util.function.BiFunction<HttpDouble, ProviderContext, Provider> make) {
    provider =
        make.apply(
            upstream,
            new ProviderContext(
                Ticker.SYSTEM,
                clock,
                timers,
                Path.of(System.getProperty("java.io.tmpdir")),
                SharedResources.NONE));
  }

  /** The double. */
  public HttpDouble upstream() {
    return upstream;
  }

  public Provider provider() {
    return provider;
  }

  /** Takes a whole stream, however it ends. */
  public CollectingSubscriber run(GenerationRequest request) {
    return run(p -> p.generate(request, options()));
  }

  /** Takes a whole stream, however it ends. */
  public CollectingSubscriber run(Function<Provider, Flow.Publisher<GenerationEvent>> stream) {
    CollectingSubscriber subscriber = start(stream);
    assertThat(subscriber.awaitEnd(PATIENCE)).as("ends; so far %s", subscriber.events()).isTrue();
    assertThat(subscriber.violations()).isEmpty();
    return subscriber;
  }

  /** Subscribes and asks for everything. */
  public CollectingSubscriber start(Function<Provider, Flow.Publisher<GenerationEvent>> stream) {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    stream.apply(provider).subscribe(subscriber);
    subscriber.requestAll();
    return subscriber;
  }

  /** Takes a whole stream that must end well. */
  public CollectingSubscriber whole(GenerationRequest request) {
    CollectingSubscriber subscriber = run(request);
    assertThat(subscriber.failure()).isEmpty();
    return subscriber;
  }

  /** Options of a policy that has another label stand in for the vendor's. */
  public static CallOptions withoutVendorLabel() {
    return new CallOptions(
        "trial",
        Ticker.SYSTEM.nanos() + PATIENCE.toNanos(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Options with a deadline far off. */
  public static CallOptions options() {
    return new CallOptions("trial", Ticker.SYSTEM.nanos() + PATIENCE.toNanos());
  }

  /** The failure that a stream must end with. */
  public ProviderException failure(GenerationRequest request) {
    return failure(run(request));
  }

  /** The failure that a stream ended with. */
  public static ProviderException failure(CollectingSubscriber subscriber) {
    assertThat(subscriber.failure()).as("events: %s", subscriber.events()).isPresent();
    return (ProviderException) subscriber.failure().orElseThrow();
  }

  /** The kind of failure that a stream must end with. */
  public FailureKind kind(GenerationRequest request) {
    return failure(request).kind();
  }

  /** The body of the request that came last, as JSON. */
  public JsonNode lastBody() {
    List<Request> all = upstream.requests();
    return Json.read(all.get(all.size() - 1).body());
  }

  /** The counters of the last event by name. */
  public static Map<String, Long> counts(CollectingSubscriber subscriber) {
    Usage usage = subscriber.finished().orElseThrow().usage();
    Map<String, Long> counts = new java.util.TreeMap<>();
    for (UsageUnit unit : UsageUnit.values()) {
      usage.value(unit).ifPresent(value -> counts.put(unit.id(), value));
    }
    return counts;
  }

  /** What was changed of the request, as {@code parameter CHANGE}. */
  public static List<String> changes(CollectingSubscriber subscriber) {
    GenerationEvent.Accepted accepted = (GenerationEvent.Accepted) subscriber.events().get(0);
    return accepted.translations().stream().map(Trial::brief).toList();
  }

  private static String brief(Translation translation) {
    return translation.parameter() + " " + translation.change();
  }

  /** The tool calls of a stream, as {@code id name arguments}. */
  public static List<String> calls(CollectingSubscriber subscriber) {
    return subscriber.events().stream()
        .filter(GenerationEvent.ToolCall.class::isInstance)
        .map(GenerationEvent.ToolCall.class::cast)
        .map(call -> call.id() + " " + call.name() + " " + call.argumentsJson())
        .toList();
  }

  /** A prompt of one user message. */
  public static Prompt prompt(String words) {
    return Prompt.of(new TargetModel("m"), words);
  }

  /** A request for text that leaves every choice to the model. */
  public static GenerationRequest.Text text(String words) {
    return GenerationRequest.Text.of(prompt(words));
  }

  @Override
  public void close() {
    provider.close();
    upstream.close();
    timers.shutdownNow();
  }
}
