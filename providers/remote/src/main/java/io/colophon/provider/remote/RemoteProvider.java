package io.colophon.provider.remote;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A plug-in in another process. Its models are those that it named when it was last reached; until
 * it was reached for the first time there are none, which means that it may offer any. Thread-safe.
 */
final class RemoteProvider implements Provider {
  private final RemoteConfig config;
  private final ProviderContext context;
  private final PluginLink link;
  private final Calls calls;
  private final String attemptPrefix;
  private final AtomicLong attempts = new AtomicLong();

  /**
   * Begins to connect.
   *
   * @param name what the operator calls it
   * @param random for the jitter of reconnecting and for ids of attempts
   * @throws IllegalArgumentException if the certificates cannot be read
   */
  RemoteProvider(
      String name, RemoteConfig config, ProviderContext context, RandomGenerator random) {
    this(name, config, context, random, new Channels(config, context.shared()));
  }

  /** Begins to connect by these channels. */
  RemoteProvider(
      String name,
      RemoteConfig config,
      ProviderContext context,
      RandomGenerator random,
      Channels channels) {
    this.config = config;
    this.context = context;
    this.calls = new Calls(config.maxInFlight());
    this.attemptPrefix = Long.toHexString(random.nextLong()) + "-";
    this.link = new PluginLink(name, channels, config, context, random);
    channels.whenEnded(calls::abandon);
    link.start();
  }

  /** Waits until the first try to connect has ended, at most so long. */
  void awaitFirstTry(Duration most) {
    link.awaitFirstTry(most);
  }

  @Override
  public List<ModelDescription> models() {
    return link.lastKnown().map(Description::modelList).orElse(List.of());
  }

  @Override
  public Set<String> extensions() {
    return link.lastKnown().map(Description::extensions).orElse(Set.of());
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    return stream(request, null, options);
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return stream(request, handle, options);
  }

  private RemoteStream stream(
      GenerationRequest request, @Nullable String handle, CallOptions options) {
    Attempt attempt =
        new Attempt(request, handle, options, attemptPrefix + attempts.incrementAndGet(), config);
    return new RemoteStream(attempt, link, calls, context);
  }

  @Override
  public void close() {
    calls.close();
    link.close();
  }
}
