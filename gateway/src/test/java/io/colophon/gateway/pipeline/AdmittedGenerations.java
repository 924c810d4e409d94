package io.colophon.gateway.pipeline;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.keys.KeyAuthenticator;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.gateway.server.ScriptedFactory;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.gateway.waiting.WaitingRoom;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Generations that are admitted and routed, but not dispatched; time stands still. */
public final class AdmittedGenerations implements AutoCloseable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
  private static final String HEAD =
      """
      version: 1
      embedded: false
      labeling:
        - { jurisdictions: [cn, eu], producer: studio, system-name: Test }
      """;

  public final FakeTicker ticker = new FakeTicker();
  public final ManualScheduler timers = new ManualScheduler(ticker);
  private final Path folder;
  private final ProviderRegistry registry = ProviderRegistry.of(List.of(new ScriptedFactory()));
  private final ConfigAssembler config;
  private final EmbeddedDatabase database;
  private final BlockingPool pool = new BlockingPool(1, 8);
  private final Admission admission;

  /**
   * @param yaml providers of type {@code scripted} and a route for the model {@code chat}
   */
  public AdmittedGenerations(Path folder, String yaml) throws IOException {
    this.folder = folder;
    config =
        new ConfigAssembler(
            registry, new ProviderContext(ticker, CLOCK, timers, folder, SharedResources.NONE));
    apply(yaml);
    database = EmbeddedDatabase.open(folder.resolve("colophon.db"));
    admission =
        new Admission(
            new KeyAuthenticator(new ApiKeys(database, CLOCK, new SecureRandom()), database, pool),
            config.limits(),
            () -> true,
            CLOCK,
            ticker,
            timers);
  }

  /** Puts a configuration in force. */
  public void apply(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("colophon.yaml"), HEAD + yaml);
    ConfigResult result = ConfigLoader.load(Optional.of(file), registry.types(), Map.of());
    if (!(result instanceof ConfigResult.Valid valid)) {
      throw new IllegalArgumentException("the configuration has problems: " + result);
    }
    config.apply(valid.config());
  }

  public WaitingRoom room() {
    return config.waiting();
  }

  /**
   * One generation of a tenant.
   *
   * @param patienceNanos until its deadline
   * @param metadata of its request
   */
  public Generation make(String tenant, long patienceNanos, Map<String, String> metadata) {
    Received received =
        new Received(
            "g",
            "r",
            CLOCK.instant(),
            ticker.nanos(),
            ticker.nanos() + patienceNanos,
            Credentials.LOCAL,
            new RequestedModel("chat"),
            GenerationRequest.Text.of(Prompt.of(new TargetModel("chat"), "Hi")),
            metadata,
            LabelingWish.NONE,
            Optional.empty());
    Generation generation = new Generation(received, config.get(), ticker);
    generation.planned(config.get().router().route(received, tenant));
    generation.admitted(
        admission
            .admit(
                generation, new Caller(tenant, Optional.of("key-of-" + tenant), Optional.empty()))
            .join());
    return generation;
  }

  /** Another plan for it, that knows no target as tried. */
  public RoutePlan plan(Generation generation, String tenant) {
    return config.get().router().route(generation.received(), tenant);
  }

  @Override
  public void close() {
    config.close();
    pool.close();
    database.close();
  }
}
