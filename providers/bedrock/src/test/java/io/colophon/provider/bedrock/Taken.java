package io.colophon.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;

/** A stream that was taken to its end. */
record Taken(CollectingSubscriber subscriber) {
  private static final ScheduledExecutorService TIMERS =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "test-timers");
            thread.setDaemon(true);
            return thread;
          });

  static ProviderContext context() {
    return new ProviderContext(
        Ticker.SYSTEM,
        Clock.systemUTC(),
        TIMERS,
        Path.of(System.getProperty("java.io.tmpdir")),
        SharedResources.NONE);
  }

  static CallOptions options() {
    return new CallOptions("g1", System.nanoTime() + Duration.ofSeconds(60).toNanos());
  }

  static CollectingSubscriber start(Flow.Publisher<GenerationEvent> stream) {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    stream.subscribe(subscriber);
    subscriber.requestAll();
    return subscriber;
  }

  static Taken whole(Flow.Publisher<GenerationEvent> stream) {
    CollectingSubscriber subscriber = start(stream);
    assertThat(subscriber.awaitEnd(Duration.ofSeconds(60)))
        .as("the stream ends; so far: %s", subscriber.events())
        .isTrue();
    assertThat(subscriber.violations()).isEmpty();
    return new Taken(subscriber);
  }

  <T extends GenerationEvent> List<T> all(Class<T> kind) {
    return subscriber.events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  GenerationEvent.Finished finished() {
    assertThat(subscriber.failure()).as("failure").isEmpty();
    return subscriber.finished().orElseThrow();
  }

  ProviderException failed(FailureKind expected) {
    assertThat(subscriber.failure()).as("failure; %s", subscriber.events()).isPresent();
    assertThat(subscriber.failure().get()).isInstanceOf(ProviderException.class);
    ProviderException failure = (ProviderException) subscriber.failure().get();
    assertThat(failure.kind()).as("kind of: %s", failure.getMessage()).isEqualTo(expected);
    return failure;
  }
}
