package io.colophon.benchmarks.micro;

import io.colophon.benchmarks.server.LoadConfig;
import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.admission.Credentials;
import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.cache.AnswerCache;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.dispatch.AbandonedAnswers;
import io.colophon.gateway.dispatch.Dispatcher;
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
import io.colophon.gateway.pipeline.PlatformExpenses;
import io.colophon.gateway.pipeline.Preparation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RequestedModel;
import io.colophon.gateway.screening.ScreeningStep;
import io.colophon.gateway.storage.EmbeddedDatabase;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.provenance.LogOptions;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.metering.ledger.Ledger;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.SharedResources;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Ticker;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.HashedWheelTimer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The verbs from admit to reply as the gateway has them, with records on disk and without gRPC. */
final class PipelineFixture implements AutoCloseable {
  private static final Credentials CALLER =
      Credentials.of(new Caller("bench", Optional.of("load")));
  private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long MEBIBYTE = 1 << 20;

  private final Clock clock = Clock.systemUTC();
  private final Ticker ticker = Ticker.SYSTEM;
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
  private final HashedWheelTimer deadlines = new HashedWheelTimer();
  private final BlockingPool pool = new BlockingPool(2, 256);
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Ledger ledger;
  private final ProvenanceLog provenance;
  private final EmbeddedDatabase database;
  private final ConfigAssembler config;
  private final GenerationPipeline pipeline;
  private final GenerationRequest request;

  /**
   * @param extent how much is configured
   */
  PipelineFixture(Path folder, LoadConfig.Extent extent) throws IOException {
    ledger = Ledger.open(folder.resolve("ledger"), clock);
    provenance =
        ProvenanceLog.open(
            folder.resolve("provenance"),
            LogOptions.of("bench/log", folder.resolve("key"), new SecureRandom()));
    database = EmbeddedDatabase.open(folder.resolve("colophon.db"));
    ProviderRegistry providers = LoadConfig.providers();
    config =
        new ConfigAssembler(
            providers, new ProviderContext(ticker, clock, timers, folder, SharedResources.NONE));
    config.apply(
        valid(
                ConfigLoader.load(
                    Optional.of(LoadConfig.write(folder, extent)), providers.types(), Map.of()))
            .config());
    ApiKeys keys = new ApiKeys(database, clock, new SecureRandom());
    EndUserHash endUsers = new EndUserHash(new byte[32]);
    pipeline =
        new GenerationPipeline(
            config,
            new Admission(
                new KeyAuthenticator(keys, database, pool),
                config.limits(),
                ledger::healthy,
                clock,
                ticker,
                timers),
            new Dispatcher(
                ticker,
                timers,
                new AbandonedAnswers(() -> config.get().config().server().abandoned(), timers),
                PlatformExpenses.NONE,
                config.waiting(),
                () -> ThreadLocalRandom.current().nextLong()),
            new AnswerCache(ticker),
            new LabelStep(
                new Labeler(folder),
                new Recorder(provenance, endUsers, clock),
                Spool.open(folder.resolve("spool"), MEBIBYTE, 10 * MEBIBYTE),
                pool,
                ticker),
            new MeterStep(
                ledger, endUsers, new CountingLane(pool), clock, ticker, SettlementListener.NOBODY),
            new Preparation(
                new LinkStep(
                    new GuardedFetcher(
                        loops, new SystemResolver(pool), GuardedFetcher.publicTls())),
                new ScreeningStep(pool, ticker, found -> {}),
                ticker),
            deadlines,
            ticker);
    request =
        GenerationRequest.Text.of(
            Prompt.of(new TargetModel("load-short"), "Say what you always say."));
  }

  private static ConfigResult.Valid valid(ConfigResult result) {
    if (result instanceof ConfigResult.Valid valid) {
      return valid;
    }
    throw new IllegalStateException("the configuration has problems: " + result);
  }

  /** Begins a generation with that id, which must be new; the latch tells of its end. */
  void begin(String id, EndLatch end) {
    long now = ticker.nanos();
    pipeline
        .run(
            new Received(
                id,
                id,
                clock.instant(),
                now,
                now + DEADLINE_NANOS,
                CALLER,
                new RequestedModel("load-short"),
                request,
                Map.of(),
                LabelingWish.NONE,
                Optional.empty()),
            end)
        .request(Long.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    config.close();
    pool.close();
    deadlines.stop();
    var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    timers.shutdownNow();
    ledger.close();
    provenance.close();
    database.close();
  }
}
