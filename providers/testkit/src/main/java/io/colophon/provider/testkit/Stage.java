package io.colophon.provider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider under test, and every stream that the contract took from it. */
final class Stage {
  private static final Duration RETRY_PAUSE = Duration.ofMillis(10);

  private final Provider provider;
  private final ProviderContext context;
  private final Duration patience;
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentLinkedQueue<CollectingSubscriber> taken = new ConcurrentLinkedQueue<>();

  Stage(Provider provider, ProviderContext context, Duration patience) {
    this.provider = provider;
    this.context = context;
    this.patience = patience;
  }

  Provider provider() {
    return provider;
  }

  Duration patience() {
    return patience;
  }

  /** Options of a new generation whose deadline is {@code left} from now. */
  CallOptions options(Duration left) {
    return new CallOptions(
        "contract-" + ids.incrementAndGet(), context.ticker().nanos() + left.toNanos());
  }

  /** Subscribes without demand. */
  CollectingSubscriber subscribe(GenerationRequest request) {
    return subscribe(request, options(patience.multipliedBy(2)), event -> {});
  }

  CollectingSubscriber subscribe(
      GenerationRequest request, CallOptions options, Consumer<GenerationEvent> onEvent) {
    CollectingSubscriber subscriber = new CollectingSubscriber(onEvent);
    attach(provider.generate(request, options), subscriber);
    return subscriber;
  }

  void attach(Flow.Publisher<GenerationEvent> stream, CollectingSubscriber subscriber) {
    taken.add(subscriber);
    stream.subscribe(subscriber);
    assertThat(subscriber.awaitSubscription(patience)).as("onSubscribe was called").isTrue();
  }

  /** Takes a whole stream that must end well; tries again while the provider is busy. */
  CollectingSubscriber whole(GenerationRequest request) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      CollectingSubscriber subscriber = subscribe(request);
      subscriber.requestAll();
      awaitEnd(subscriber);
      if (subscriber.completed()) {
        return subscriber;
      }
      if (kind(subscriber) != FailureKind.OVERLOADED || System.nanoTime() - giveUp > 0) {
        return fail("a request within the declared abilities failed", failure(subscriber));
      }
      pause(RETRY_PAUSE);
    }
  }

  /** Subscribes and takes the first event only; tries again while the provider is busy. */
  CollectingSubscriber first(GenerationRequest request) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      CollectingSubscriber subscriber = subscribe(request);
      subscriber.request(1);
      awaitEvents(subscriber, 1);
      if (subscriber.failure().isEmpty()) {
        return subscriber;
      }
      if (kind(subscriber) != FailureKind.OVERLOADED || System.nanoTime() - giveUp > 0) {
        return fail("a request within the declared abilities failed", failure(subscriber));
      }
      pause(RETRY_PAUSE);
    }
  }

  void awaitEnd(CollectingSubscriber subscriber) {
    assertThat(subscriber.awaitEnd(patience))
        .as("the stream ends within %s; so far: %s", patience, subscriber.events())
        .isTrue();
  }

  void awaitEvents(CollectingSubscriber subscriber, int count) {
    assertThat(subscriber.awaitEvents(count, patience))
        .as("event %s comes within %s; so far: %s", count, patience, subscriber.events())
        .isTrue();
  }

  /** Lets real time pass on the timers that the provider has as well. */
  void pause(Duration length) {
    CountDownLatch over = new CountDownLatch(1);
    var unused = context.timers().schedule(over::countDown, length.toNanos(), TimeUnit.NANOSECONDS);
    try {
      assertThat(over.await(patience.toNanos(), TimeUnit.NANOSECONDS)).as("timers run").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("interrupted", e);
    }
  }

  /** The stream ended by onError with this kind, and nothing was put out. */
  void failed(CollectingSubscriber subscriber, FailureKind expected) {
    assertThat(subscriber.failure())
        .as("the stream ends in onError; events: %s", subscriber.events())
        .isPresent();
    assertThat(failure(subscriber)).isInstanceOf(ProviderException.class);
    assertThat(kind(subscriber)).as("failure kind").isEqualTo(expected);
  }

  static void noOutput(List<GenerationEvent> events) {
    assertThat(events)
        .as("no output and no Finished")
        .noneMatch(GenerationEvent.TextDelta.class::isInstance)
        .noneMatch(GenerationEvent.MediaChunk.class::isInstance)
        .noneMatch(GenerationEvent.ToolCall.class::isInstance)
        .noneMatch(GenerationEvent.Vector.class::isInstance)
        .noneMatch(GenerationEvent.Finished.class::isInstance);
  }

  static @Nullable Throwable failure(CollectingSubscriber subscriber) {
    return subscriber.failure().orElse(null);
  }

  static @Nullable FailureKind kind(CollectingSubscriber subscriber) {
    Optional<Throwable> failure = subscriber.failure();
    return failure.isPresent() && failure.get() instanceof ProviderException refused
        ? refused.kind()
        : null;
  }

  /** No stream so far has broken the rules of Flow. */
  void noViolations() {
    for (CollectingSubscriber subscriber : taken) {
      assertThat(subscriber.violations()).as("breaches of the rules of Flow").isEmpty();
    }
  }
}
