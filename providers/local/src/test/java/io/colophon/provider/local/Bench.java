package io.colophon.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A provider on real time with everything that a test asks of it. */
final class Bench implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * How soon a worker that nobody needs any more is free, at the best of three times: a tenth of a
   * second is promised, and the rest is for machines that have much else to do. No request that is
   * cancelled here is done in that time.
   */
  static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final Path cache;
  private final LocalProvider provider;

  Bench(Path cache, int workers, int queue) {
    this(
        cache,
        new LocalProviderConfig(
            Optional.of(workers), queue, Optional.empty(), Path.of("/usr/bin/espeak-ng")));
  }

  Bench(Path cache, LocalProviderConfig config) {
    this.cache = cache;
    this.provider =
        LocalProvider.create(
            "test",
            config,
            new ProviderContext(
                Ticker.SYSTEM, Clock.systemUTC(), timers, cache, SharedResources.NONE));
  }

  LocalProvider provider() {
    return provider;
  }

  CollectingSubscriber subscribe(GenerationRequest request) {
    return subscribe(request, PATIENCE, event -> {});
  }

  CollectingSubscriber subscribe(
      GenerationRequest request, Duration deadline, Consumer<GenerationEvent> onEvent) {
    CollectingSubscriber subscriber = new CollectingSubscriber(onEvent);
    long until = System.nanoTime() + deadline.toNanos();
    provider.generate(request, new CallOptions("test", until)).subscribe(subscriber);
    return subscriber;
  }

  /** A whole stream that must end well. */
  CollectingSubscriber whole(GenerationRequest request) {
    CollectingSubscriber subscriber = subscribe(request);
    subscriber.requestAll();
    assertThat(subscriber.awaitEnd(PATIENCE)).as("ends").isTrue();
    assertThat(subscriber.failure()).isEmpty();
    return subscriber;
  }

  /** How a request fails. */
  ProviderException failure(GenerationRequest request) {
    CollectingSubscriber subscriber = subscribe(request);
    subscriber.requestAll();
    assertThat(subscriber.awaitEnd(PATIENCE)).as("ends").isTrue();
    return (ProviderException) subscriber.failure().orElseThrow();
  }

  /** Files of generations that are in the cache directory now. */
  List<Path> scratchFiles() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getParent().getFileName().toString().startsWith("work-"))
          .toList();
    }
  }

  /** Waits until something holds and says how long that took; fails after {@link #PATIENCE}. */
  static Duration until(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as("waited").isLessThan(PATIENCE.toNanos());
      Thread.onSpinWait();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  static Prompt prompt(String model, String text) {
    return Prompt.of(new TargetModel(model), text);
  }

  @Override
  public void close() {
    provider.close();
    until(provider::isGone); // or a worker might write while the directory is being removed
    timers.shutdownNow();
  }
}
