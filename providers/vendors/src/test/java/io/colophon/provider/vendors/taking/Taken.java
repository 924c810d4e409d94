package io.colophon.provider.vendors.taking;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;

/** Takes whole streams, and gives plug-ins what a host gives them. */
public final class Taken {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ScheduledExecutorService TIMERS =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "test-timers");
            thread.setDaemon(true);
            return thread;
          });

  private final CollectingSubscriber subscriber;

  private Taken(CollectingSubscriber subscriber) {
    this.subscriber = subscriber;
  }

  /** Surroundings with the machine's own clocks. */
  public static ProviderContext context() {
    return new ProviderContext(
        Ticker.SYSTEM,
        Clock.systemUTC(),
        TIMERS,
        Path.of(System.getProperty("java.io.tmpdir")),
        SharedResources.NONE);
  }

  /** Options of generation {@code g1}. */
  public static CallOptions options() {
    return new CallOptions("g1", System.nanoTime() + Duration.ofSeconds(60).toNanos());
  }

  /** Options with the request in its caller's words. */
  public static CallOptions original(String dialect, String body) {
    return new CallOptions(
        "g1",
        options().deadlineNanos(),
        Optional.of(new WireFrame(dialect, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))),
        Optional.empty());
  }

  /** Subscribes and asks for everything. */
  public static CollectingSubscriber start(Flow.Publisher<GenerationEvent> stream) {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    stream.subscribe(subscriber);
    subscriber.requestAll();
    return subscriber;
  }

  /** Takes a stream to its end. */
  public static Taken whole(Flow.Publisher<GenerationEvent> stream) {
    CollectingSubscriber subscriber = start(stream);
    assertThat(subscriber.awaitEnd(PATIENCE))
        .as("the stream ends; so far: %s", subscriber.events())
        .isTrue();
    assertThat(subscriber.violations()).isEmpty();
    return new Taken(subscriber);
  }

  public List<GenerationEvent> events() {
    return subscriber.events();
  }

  /** Events of one kind. */
  public <T extends GenerationEvent> List<T> all(Class<T> kind) {
    return subscriber.events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  public String text() {
    return subscriber.text();
  }

  public byte[] media(int index) {
    return subscriber.media(index);
  }

  /** The last event of a stream that went well. */
  public GenerationEvent.Finished finished() {
    assertThat(subscriber.failure()).as("failure").isEmpty();
    return subscriber.finished().orElseThrow();
  }

  /** The failure, of the kind that is expected. */
  public ProviderException failed(FailureKind expected) {
    assertThat(subscriber.failure()).as("failure; events: %s", events()).isPresent();
    assertThat(subscriber.failure().get()).isInstanceOf(ProviderException.class);
    ProviderException failure = (ProviderException) subscriber.failure().get();
    assertThat(failure.kind()).as("kind of: %s", failure.getMessage()).isEqualTo(expected);
    return failure;
  }

  /** Bytes of a frame as text. */
  public static String text(WireFrame frame) {
    return StandardCharsets.UTF_8.decode(frame.bytes().duplicate()).toString();
  }
}
