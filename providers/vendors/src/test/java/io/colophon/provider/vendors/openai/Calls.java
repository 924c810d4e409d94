package io.colophon.provider.vendors.openai;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** One deployment against one double, for as long as a test runs. */
final class Calls implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final Provider provider;

  Calls(OpenAiConfig config) {
    provider =
        new OpenAiFactory()
            .create(
                "test",
                config,
                new ProviderContext(
                    Ticker.SYSTEM,
                    Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC),
                    timers,
                    Path.of("unused"),
                    SharedResources.NONE));
  }

  static GenerationRequest.Text text(String words) {
    return GenerationRequest.Text.of(Prompt.of(new TargetModel("chat-model"), words));
  }

  CollectingSubscriber run(GenerationRequest request) {
    return run(request, Optional.empty());
  }

  /** Runs with the caller's own body. */
  CollectingSubscriber relay(String dialect, String body) {
    return run(
        text("as the body says"),
        Optional.of(
            new WireFrame(dialect, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)))));
  }

  CollectingSubscriber start(GenerationRequest request, Optional<WireFrame> original) {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    provider
        .generate(
            request,
            new CallOptions(
                "g-1",
                Ticker.SYSTEM.nanos() + Duration.ofMinutes(1).toNanos(),
                original,
                Optional.empty()))
        .subscribe(subscriber);
    return subscriber;
  }

  private CollectingSubscriber run(GenerationRequest request, Optional<WireFrame> original) {
    CollectingSubscriber subscriber = start(request, original);
    subscriber.requestAll();
    if (!subscriber.awaitEnd(PATIENCE)) {
      throw new AssertionError("no end within " + PATIENCE + ": " + subscriber.events());
    }
    return subscriber;
  }

  static ProviderException failure(CollectingSubscriber subscriber) {
    return (ProviderException) subscriber.failure().orElseThrow();
  }

  /** All bytes that a door of the same dialect would write, in order. */
  static String frames(List<GenerationEvent> events) {
    StringBuilder out = new StringBuilder();
    for (GenerationEvent event : events) {
      if (event instanceof GenerationEvent.Relayed relayed) {
        out.append(StandardCharsets.UTF_8.decode(relayed.frame().bytes().duplicate()));
      } else if (event instanceof GenerationEvent.TextDelta delta && delta.frame() != null) {
        out.append(StandardCharsets.UTF_8.decode(delta.frame().bytes().duplicate()));
      }
    }
    return out.toString();
  }

  @Override
  public void close() {
    provider.close();
    timers.shutdownNow();
  }
}
