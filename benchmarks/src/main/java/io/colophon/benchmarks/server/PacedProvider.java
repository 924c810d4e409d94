package io.colophon.benchmarks.server;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;

/** Another provider, slowed down to one event in an interval. */
final class PacedProvider implements Provider {
  private final Provider quick;
  private final Duration interval;
  private final ScheduledExecutorService timers;

  PacedProvider(Provider quick, Duration interval, ScheduledExecutorService timers) {
    this.quick = quick;
    this.interval = interval;
    this.timers = timers;
  }

  @Override
  public List<ModelDescription> models() {
    return quick.models();
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Flow.Publisher<GenerationEvent> events = quick.generate(request, options);
    return subscriber -> events.subscribe(new PacedStream(subscriber, interval, timers));
  }

  @Override
  public void close() {
    quick.close();
  }
}
