package io.colophon.provider.http;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.testkit.CollectingSubscriber;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;

/** An upstream and its surroundings, for one test. */
final class Trial implements AutoCloseable {
  /** Longer than any machine needs. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final Ticker ticker;
  final HttpUpstream upstream;

  Trial(ConnectionConfig connection, Timeouts timeouts) {
    this(connection, timeouts, Ticker.SYSTEM);
  }

  Trial(ConnectionConfig connection, Timeouts timeouts, Ticker ticker) {
    this.ticker = ticker;
    ProviderContext context =
        new ProviderContext(
            ticker, Clock.systemUTC(), timers, Path.of("target"), SharedResources.NONE);
    upstream =
        HttpUpstream.open(
            "trial",
            connection,
            timeouts,
            context,
            answer ->
                HttpFailures.failure(
                    HttpFailures.kind(answer.status()), answer, answer.text(), context.clock()));
  }

  Trial() {
    this(ConnectionConfig.DEFAULTS, Timeouts.DEFAULTS);
  }

  static Timeouts timeouts(long connect, long first, long idle, long total) {
    return new Timeouts(
        Duration.ofMillis(connect),
        Duration.ofMillis(first),
        Duration.ofMillis(idle),
        Duration.ofMillis(total));
  }

  /** {@link #PATIENCE} from now. */
  static CallOptions options() {
    return options(Ticker.SYSTEM);
  }

  private static CallOptions options(Ticker ticker) {
    return new CallOptions("trial", ticker.nanos() + PATIENCE.toNanos());
  }

  CollectingSubscriber run(Attempt attempt) {
    CollectingSubscriber subscriber = subscribe(upstream.generate(options(ticker), attempt));
    subscriber.requestAll();
    return subscriber;
  }

  /** Runs the attempt to its end. */
  CollectingSubscriber whole(Attempt attempt) {
    return await(run(attempt));
  }

  static CollectingSubscriber subscribe(Flow.Publisher<GenerationEvent> stream) {
    CollectingSubscriber subscriber = new CollectingSubscriber();
    stream.subscribe(subscriber);
    return subscriber;
  }

  static CollectingSubscriber wholeOf(Flow.Publisher<GenerationEvent> stream) {
    CollectingSubscriber subscriber = subscribe(stream);
    subscriber.requestAll();
    return await(subscriber);
  }

  static CollectingSubscriber await(CollectingSubscriber subscriber) {
    if (!subscriber.awaitEnd(PATIENCE)) {
      throw new AssertionError("no end within " + PATIENCE + " after " + subscriber.events());
    }
    return subscriber;
  }

  static ProviderException failure(CollectingSubscriber subscriber) {
    return (ProviderException)
        subscriber
            .failure()
            .orElseThrow(() -> new AssertionError("no failure but " + subscriber.events()));
  }

  @Override
  public void close() {
    upstream.close();
    timers.shutdownNow();
  }
}
