package io.colophon.gateway.dispatch;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.cache.AnswerCache;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.fetch.GuardedFetcher;
import io.colophon.gateway.fetch.LinkStep;
import io.colophon.gateway.fetch.SystemResolver;
import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.keys.KeyAuthenticator;
import io.colophon.gateway.labels.LabelStep;
import io.colophon.gateway.labels.Recorder;
import io.colophon.gateway.labels.Spool;
import io.colophon.gateway.meter.CountingLane;
import io.colophon.gateway.meter.EndUserHash;
import io.colophon.gateway.meter.MeterStep;
import io.colophon.gateway.meter.SettlementListener;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.pipeline.LabelingWish;
import io.colophon.gateway.pipeline.Preparation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RequestedModel;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.screening.ScreeningStep;
import io.colophon.gateway.server.ScriptedFactory;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.provenance.LogOptions;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.ledger.LedgerFilter;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.testkit.FakeTicker;
import io.colophon.provider.testkit.FakeUpstream;
import io.colophon.provider.testkit.ManualScheduler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The pipeline of a gateway whose time stands still until a test moves it: attempts, pauses and
 * hedges happen on the test's own thread. Only the ledger has a thread, which the end waits for.
 */
public final class HandTurned implements AutoCloseable {
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
  final ManualScheduler timers = new ManualScheduler(ticker);
  final InterruptedTicker looks = new InterruptedTicker(ticker);
  final ConfigAssembler config;
  private final ScriptedFactory scripted = new ScriptedFactory();
  private final BlockingPool pool = new BlockingPool(1, 256);
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Ledger ledger;
  private final ProvenanceLog provenance;
  private final EmbeddedDatabase database;
  private final GenerationPipeline pipeline;
  private int asked;

  /**
   * @param yaml follows the labelling rules
   * @param random spreads retries
   */
  public HandTurned(Path folder, String yaml, RandomGenerator random) throws IOException {
    ledger = Ledger.open(folder.resolve("ledger"), CLOCK);
    provenance =
        ProvenanceLog.open(
            folder.resolve("provenance"),
            LogOptions.of("test/log", folder.resolve("key"), new SecureRandom()));
    database = EmbeddedDatabase.open(folder.resolve("colophon.db"));
    ProviderRegistry registry = ProviderRegistry.of(List.of(scripted));
    config =
        new ConfigAssembler(
            registry, new ProviderContext(ticker, CLOCK, timers, folder, SharedResources.NONE));
    Path file = Files.writeString(folder.resolve("colophon.yaml"), HEAD + yaml);
    ConfigResult result = ConfigLoader.load(Optional.of(file), registry.types(), Map.of());
    if (!(result instanceof ConfigResult.Valid valid)) {
      throw new IllegalArgumentException(result.toString());
    }
    config.apply(valid.config());
    EndUserHash endUsers = new EndUserHash(new byte[32]);
    MeterStep meter =
        new MeterStep(
            ledger,
            endUsers,
            new CountingLane(Runnable::run),
            CLOCK,
            ticker,
            SettlementListener.NOBODY);
    pipeline =
        new GenerationPipeline(
            config,
            new Admission(
                new KeyAuthenticator(
                    new ApiKeys(database, CLOCK, new SecureRandom()), database, pool),
                config.limits(),
                ledger::healthy,
                CLOCK,
                ticker,
                timers),
            new Dispatcher(
                looks,
                timers,
                new AbandonedAnswers(() -> config.get().config().server().abandoned(), timers),
                meter.platform(),
                config.waiting(),
                random),
            new AnswerCache(ticker),
            new LabelStep(
                new Labeler(folder),
                new Recorder(provenance, endUsers, CLOCK),
                Spool.open(folder.resolve("spool"), 1 << 20, 1 << 22),
                pool,
                ticker),
            meter,
            new Preparation(
                new LinkStep(
                    new GuardedFetcher(
                        loops, new SystemResolver(pool), GuardedFetcher.publicTls())),
                new ScreeningStep(pool, ticker, found -> {}),
                ticker),
            new ManualTimer(timers),
            ticker);
  }

  /** The upstream of a scripted provider. */
  public FakeUpstream upstream(String provider) {
    return scripted.provider(provider).upstream();
  }

  /** Asks model {@code chat} for a text within a minute, and takes all that comes. */
  public Asked ask() {
    return ask(Duration.ofMinutes(1));
  }

  public Asked ask(Duration deadline) {
    return ask(deadline, "acme", Map.of(), text("Hi"));
  }

  /** A text of model {@code chat} that leaves every choice to it. */
  public static GenerationRequest.Text text(String words) {
    return GenerationRequest.Text.of(Prompt.of(new TargetModel("chat"), words));
  }

  /** Asks model {@code chat} for something, and takes all that comes. */
  public Asked ask(
      Duration deadline, String tenant, Map<String, String> metadata, GenerationRequest request) {
    Asked reply = begin(deadline, tenant, metadata, request);
    reply.generation().request(Long.MAX_VALUE);
    return reply;
  }

  /** Asks for something, and takes nothing yet. */
  public Asked begin(
      Duration deadline, String tenant, Map<String, String> metadata, GenerationRequest request) {
    long now = ticker.nanos();
    String id = "g" + ++asked;
    Asked reply = new Asked();
    reply.generation =
        pipeline.run(
            new Received(
                id,
                id,
                CLOCK.instant(),
                now,
                now + deadline.toNanos(),
                Credentials.of(new Caller(tenant, Optional.of("key"))),
                new RequestedModel("chat"),
                request,
                metadata,
                LabelingWish.NONE,
                Optional.empty()),
            reply);
    return reply;
  }

  /** Moves time, and does what falls due on the way. */
  public void advance(Duration by) {
    timers.advance(by);
  }

  /** Waits until what has come to an end is over in every respect: trials are told of it. */
  public void awaitNothingUnderWay() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (pipeline.underWay() > 0) {
      if (System.nanoTime() - until > 0) {
        throw new AssertionError("generations under way: " + pipeline.underWay());
      }
      Thread.onSpinWait();
    }
  }

  /** Canaries that were taken back. */
  public long rollbacks() {
    return pipeline.rollbacks();
  }

  /** The first route. */
  public Route route() {
    return config.get().router().routes().get(0);
  }

  /** The settled entries, the platform's among them; nothing may be written after this. */
  public List<SettledEntry> entries() throws IOException {
    List<SettledEntry> entries = new ArrayList<>();
    ledger.read(LedgerFilter.ALL, (position, entry) -> entries.add(entry));
    return entries;
  }

  /** What is still taken by generations: places, attempts, holds; nothing after their ends. */
  public List<String> leftOver() {
    List<String> found = new ArrayList<>();
    for (Target target : route().targets()) {
      if (target.health().room().taken() != 0) {
        found.add(target.name() + ": places " + target.health().room().taken());
      }
      if (target.health().inFlight() != 0) {
        found.add(target.name() + ": attempts " + target.health().inFlight());
      }
      if (target.health().load().outstanding() != 0) {
        found.add(target.name() + ": load " + target.health().load().outstanding());
      }
    }
    if (config.limits().limits().openHolds() != 0) {
      found.add("holds " + config.limits().limits().openHolds());
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    config.close();
    pool.close();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    ledger.close();
    provenance.close();
    database.close();
  }
}
