package io.colophon.provider.declarative;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Adapter;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.testkit.CollectingSubscriber;
import io.colophon.provider.testkit.http.HttpDouble;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;

/** A vendor's double and requests for its shipped adapter, for one test. */
abstract class ShippedVendorsTrial {
  static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
  static final Part.Media FRAME =
      new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3}));
  final HttpDouble vendor = HttpDouble.start();
  final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  final List<Provider> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(Provider::close);
    timers.shutdownNow();
    vendor.close();
  }

  Provider provider(String adapter, OfferedModel... models) {
    ProviderContext context =
        new ProviderContext(
            Ticker.SYSTEM,
            Clock.fixed(NOW, ZoneOffset.UTC),
            timers,
            Path.of("target"),
            SharedResources.NONE);
    Provider made = AdapterContract.open(adapter, vendor, List.of(models), Map.of(), context);
    open.add(made);
    return made;
  }

  static CallOptions options() {
    return new CallOptions(
        "gen-1",
        System.nanoTime() + 60_000_000_000L,
        Optional.empty(),
        Optional.of(URI.create("https://gw.example/hook/1")));
  }

  static CollectingSubscriber run(Provider provider, GenerationRequest request) {
    CollectingSubscriber seen = new CollectingSubscriber();
    provider.generate(request, options()).subscribe(seen);
    seen.requestAll();
    assertThat(seen.awaitEnd(Duration.ofSeconds(60))).isTrue();
    return seen;
  }

  static List<Translation> translations(CollectingSubscriber seen) {
    return ((GenerationEvent.Accepted) seen.events().get(0)).translations();
  }

  static Prompt prompt(String model, Map<String, Object> extensions) {
    Prompt plain = Prompt.of(new TargetModel(model), "a red boat");
    return new Prompt(plain.model(), plain.messages(), List.<Adapter>of(), extensions);
  }

  static GenerationRequest.Video film(
      String model, PixelSize size, int seconds, Optional<Part.Media> frame) {
    return new GenerationRequest.Video(
        prompt(model, Map.of()),
        Optional.of(size),
        Optional.of(Duration.ofSeconds(seconds)),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalLong.of(7),
        frame);
  }

  static GenerationRequest.Image image(
      String model, Optional<Part.Media> source, Map<String, Object> extensions) {
    return new GenerationRequest.Image(
        prompt(model, extensions),
        Optional.of(new PixelSize(1024, 1024)),
        1,
        Optional.of("image/jpeg"),
        OptionalInt.of(20),
        OptionalDouble.empty(),
        OptionalLong.of(7),
        Optional.of("fog"),
        source,
        Optional.empty(),
        source.isPresent() ? OptionalDouble.of(0.4) : OptionalDouble.empty(),
        List.of());
  }
}
