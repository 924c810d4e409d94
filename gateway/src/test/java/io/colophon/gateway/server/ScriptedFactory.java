package io.colophon.gateway.server;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.FakeUpstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Makes providers of type {@code scripted}, each with a {@link FakeUpstream} behind it. */
public final class ScriptedFactory implements ProviderFactory<ScriptedFactory.Settings> {
  private final Map<String, TappedProvider> made = new ConcurrentHashMap<>();

  /**
   * Settings of such a provider.
   *
   * @param version a new one makes a new provider at a reload
   * @param extensions that it takes
   * @param apiKey with one, the provider is known by its name and the key, as {@code name#key}
   */
  public record Settings(
      @Default("1") int version, List<String> extensions, Optional<Secret> apiKey) {}

  @Override
  public String type() {
    return "scripted";
  }

  @Override
  public Class<Settings> configType() {
    return Settings.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("api-key");
  }

  @Override
  public Provider create(String name, Settings config, ProviderContext context) {
    TappedProvider provider =
        new TappedProvider(new FakeUpstream(context, List.of()), Set.copyOf(config.extensions()));
    made.put(config.apiKey().map(key -> name + "#" + key.reveal()).orElse(name), provider);
    return provider;
  }

  /** The provider of that name, as last made. */
  public TappedProvider provider(String name) {
    TappedProvider provider = made.get(name);
    if (provider == null) {
      throw new IllegalArgumentException("no scripted provider \"" + name + "\" was made");
    }
    return provider;
  }

  /** A provider that counts the events it was made to give. */
  public static final class TappedProvider implements Provider {
    private final FakeUpstream upstream;
    private final Set<String> extensions;
    private final AtomicLong events = new AtomicLong();

    TappedProvider(FakeUpstream upstream, Set<String> extensions) {
      this.upstream = upstream;
      this.extensions = extensions;
    }

    /** What plays the scripts. */
    public FakeUpstream upstream() {
      return upstream;
    }

    /** Events given so far, over all calls. */
    public long events() {
      return events.get();
    }

    @Override
    public Set<String> extensions() {
      return extensions;
    }

    @Override
    public List<ModelDescription> models() {
      return upstream.models();
    }

    @Override
    public Flow.Publisher<GenerationEvent> generate(
        GenerationRequest request, CallOptions options) {
      Flow.Publisher<GenerationEvent> scripted = upstream.generate(request, options);
      return subscriber -> scripted.subscribe(new Tap(subscriber));
    }

    @Override
    public void close() {
      upstream.close();
    }

    private final class Tap implements Flow.Subscriber<GenerationEvent> {
      private final Flow.Subscriber<? super GenerationEvent> subscriber;

      Tap(Flow.Subscriber<? super GenerationEvent> subscriber) {
        this.subscriber = subscriber;
      }

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        subscriber.onSubscribe(subscription);
      }

      @Override
      public void onNext(GenerationEvent event) {
        events.incrementAndGet();
        subscriber.onNext(event);
      }

      @Override
      public void onError(Throwable failure) {
        subscriber.onError(failure);
      }

      @Override
      public void onComplete() {
        subscriber.onComplete();
      }
    }
  }
}
