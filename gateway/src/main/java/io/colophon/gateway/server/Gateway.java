package io.colophon.gateway.server;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.artifacts.ArtifactLinks;
import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.assembly.LimitReplay;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.cache.AnswerCache;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.config.UsageDatabaseConfig;
import io.colophon.gateway.dispatch.AbandonedAnswers;
import io.colophon.gateway.dispatch.Dispatcher;
import io.colophon.gateway.exports.Exports;
import io.colophon.gateway.fetch.GuardedFetcher;
import io.colophon.gateway.fetch.LinkStep;
import io.colophon.gateway.fetch.SystemResolver;
import io.colophon.gateway.jobs.JobHouse;
import io.colophon.gateway.jobs.OperationsDoor;
import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.keys.KeyAuthenticator;
import io.colophon.gateway.meter.CountingLane;
import io.colophon.gateway.meter.EndUserHash;
import io.colophon.gateway.meter.InterruptedEstimate;
import io.colophon.gateway.meter.MeterStep;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.gateway.models.ModelDoor;
import io.colophon.gateway.pipeline.GenerationIds;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.pipeline.Preparation;
import io.colophon.gateway.provenance.ProvenanceDoor;
import io.colophon.gateway.replicas.LimitReplicas;
import io.colophon.gateway.screening.ScreeningStep;
import io.colophon.gateway.storage.Database;
import io.colophon.gateway.usage.UsageDoor;
import io.colophon.gateway.usage.UsageTables;
import io.colophon.gateway.webhooks.Callbacks;
import io.colophon.gateway.webhooks.Deliveries;
import io.colophon.gateway.webhooks.DeliveryStore;
import io.colophon.gateway.webhooks.Endpoints;
import io.colophon.gateway.webhooks.WebhookPost;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.gateway.wire.GenerationGrpc;
import io.colophon.gateway.wire.RequestReader;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.metering.ledger.Ledger;
import io.colophon.metering.sql.UsageProjection;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Ticker;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: opens what it keeps, puts its configuration in force, listens; and the way
 * back. What it is made of is wired here and nowhere else.
 */
public final class Gateway implements AutoCloseable {
  /** A hold outlives its generation by less. */
  private static final Duration HOLD_MARGIN = Duration.ofMinutes(2);

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** Names of hosts of links that wait to be looked up. */
  private static final int MAX_NAMES_WAITING = 256;

  private final Teardown teardown;
  private final Listeners listeners;
  private final Reloading reloading;
  private final JobHouse jobs;
  private final GenerationPipeline pipeline;
  private final ConfigAssembler config;
  private final Exports exports;

  private Gateway(
      Teardown teardown,
      Listeners listeners,
      Reloading reloading,
      JobHouse jobs,
      GenerationPipeline pipeline,
      ConfigAssembler config,
      Exports exports) {
    this.teardown = teardown;
    this.listeners = listeners;
    this.reloading = reloading;
    this.jobs = jobs;
    this.pipeline = pipeline;
    this.config = config;
    this.exports = exports;
  }

  /**
   * Starts a gateway.
   *
   * @throws InvalidConfigException if the configuration has problems
   * @throws IOException if data cannot be written or an address not be bound
   */
  public static Gateway start(GatewayOptions options, ProviderRegistry registry)
      throws IOException {
    return start(options, registry, database -> database);
  }

  /** As above, with something between the jobs and their database. */
  static Gateway start(
      GatewayOptions options, ProviderRegistry registry, UnaryOperator<Database> ofJobs)
      throws IOException {
    ConfigResult loaded =
        ConfigLoader.load(options.configFile(), registry.types(), options.environment());
    if (loaded instanceof ConfigResult.Invalid invalid) {
      throw new InvalidConfigException(invalid.problems());
    }
    ConfigResult.Valid valid = (ConfigResult.Valid) loaded;
    valid.warnings().forEach(warning -> log.warn("configuration: {}", warning));
    Teardown teardown = new Teardown();
    try {
      return start(options, registry, valid, ofJobs, teardown);
    } catch (IOException | RuntimeException failure) {
      teardown.close();
      throw failure;
    }
  }

  private static Gateway start(
      GatewayOptions options,
      ProviderRegistry registry,
      ConfigResult.Valid valid,
      UnaryOperator<Database> ofJobs,
      Teardown teardown)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Ticker ticker = Ticker.SYSTEM;
    ServerConfig server = valid.config().server();
    DataDirectory data =
        new DataDirectory(options.dataDirectory().orElse(valid.config().storage().directory()));
    data.prepare();
    Teardown kept = teardown.add(new Teardown()); // outlives whatever makes entries
    BlockingPool pool =
        teardown.add(
            new BlockingPool(server.blockingPool().workers(), server.blockingPool().queue()));
    EndUserHash endUsers = new EndUserHash(data.endUserSalt());
    EventLoops loops = EventLoops.open(server.transport());
    teardown.add(loops::close);

    ProviderContext context = context(data, ticker, clock, loops, teardown);
    LimitReplicas replicas =
        teardown.add(
            LimitReplicas.open(
                valid.config().storage().limits(),
                UsageTables.instance(data.instance(), new SecureRandom()),
                server.maxDeadline().plus(HOLD_MARGIN),
                clock,
                ticker,
                context.timers(),
                new SecureRandom()));
    ConfigAssembler config =
        teardown.add(new ConfigAssembler(registry, context, endUsers::hash, replicas));
    config.apply(valid.config());
    Records records = kept.add(Records.open(data, clock, new InterruptedEstimate(config.get())));
    Exports exports = kept.add(exports(records, data, clock, ticker));
    GatewayMetrics metrics =
        GatewayMetrics.of(
            valid.config().metrics(), options.environment(), () -> config.get().config());
    ApiKeys keys = new ApiKeys(records.database(), clock, new SecureRandom());
    LimitReplay.replay(config.limits(), keys.teams()::of, records.ledger(), clock, ticker);

    KeyAuthenticator authenticator = new KeyAuthenticator(keys, records.database(), pool);
    Admission admission =
        new Admission(
            authenticator, config.limits(), records::healthy, clock, ticker, context.timers());
    GenerationIds ids = new GenerationIds(clock, () -> ThreadLocalRandom.current().nextLong());
    RequestReader reader = new RequestReader(ids, clock, ticker);
    GuardedFetcher fetcher = fetcher(loops, teardown);
    LabelingParts labeling = LabelingParts.open(valid.config(), data, records, clock);
    MeterStep meter =
        new MeterStep(records.ledger(), endUsers, new CountingLane(pool), clock, ticker, metrics);
    AbandonedAnswers abandoned =
        teardown.add(
            new AbandonedAnswers(
                () -> config.get().config().server().abandoned(), context.timers()));
    Dispatcher dispatcher =
        new Dispatcher(
            ticker,
            context.timers(),
            abandoned,
            meter.platform(),
            config.waiting(),
            () -> ThreadLocalRandom.current().nextLong());
    AnswerCache answers = new AnswerCache(ticker);
    CacheGauges.add(metrics, answers);
    GenerationPipeline pipeline =
        new GenerationPipeline(
            config,
            admission,
            dispatcher,
            answers,
            labeling.step(endUsers, pool, ticker),
            meter,
            new Preparation(
                new LinkStep(fetcher), new ScreeningStep(pool, ticker, metrics), ticker),
            deadlines(teardown),
            ticker);
    Artifacts artifacts =
        teardown.add(Artifacts.open(data.artifacts(), valid.config().storage().artifacts().s3()));
    ArtifactLinks links = new ArtifactLinks(data.linkKey(), server.publicUrl(), clock);
    Endpoints endpoints = new Endpoints(() -> config.get().config(), ids);
    Deliveries deliveries =
        teardown.add(
            new Deliveries(
                new DeliveryStore(records.database()), endpoints, new WebhookPost(clock), clock));
    JobHouse jobs =
        teardown.add(
            JobHouse.open(
                ofJobs.apply(records.database()),
                records.ledger(),
                artifacts,
                links,
                new Callbacks(data.linkKey(), server.publicUrl()),
                endpoints,
                pipeline,
                admission,
                reader,
                config,
                pool,
                clock));
    Reloading reloading =
        teardown.add(
            Reloading.start(options, registry, valid, config, now -> exports.apply(now.exports())));
    GatewayParts parts =
        new GatewayParts(
            options,
            server,
            data,
            records,
            config,
            reloading,
            keys,
            authenticator,
            admission,
            pipeline,
            meter.lateSettlements(),
            jobs.jobs(),
            jobs,
            artifacts,
            links,
            deliveries,
            metrics,
            clock,
            ticker,
            ids,
            registry.types(),
            pool,
            new CallerCalls(admission, pool),
            labeling.verification(),
            fetcher);
    GatewayGauges.add(metrics, parts, abandoned);
    DispatchGauges.add(metrics, dispatcher.counts(), config, ticker);
    GatewayGauges.exports(metrics, exports);
    replicas.show(metrics);
    valid
        .config()
        .metrics()
        .otlp()
        .ifPresent(otlp -> teardown.add(metrics.push(otlp, ids.next(), clock)));
    UsageTables usage = usage(valid.config().storage().usage(), parts, teardown);
    jobs.recover();
    exports.apply(valid.config().exports());
    Listeners listeners =
        teardown.add(
            new Listeners(
                loops,
                parts,
                List.of(
                    new GenerationGrpc(pipeline, reader, config, jobs.jobs()),
                    new OperationsDoor(jobs.desk(), parts.calls()),
                    new ModelDoor(config, parts.calls()),
                    new UsageDoor(records.ledger(), usage.reports(), parts.calls()),
                    new ProvenanceDoor(
                        records.provenance(),
                        parts.verification(),
                        labeling.relabeling(config, ids, parts.calls()),
                        parts.calls(),
                        data.uploads(),
                        valid.config().storage().maxOutput().bytes())),
                List.of(new AdminDoor(parts))));
    teardown.add(parts.housekeeping());
    return new Gateway(teardown, listeners, reloading, jobs, pipeline, config, exports);
  }

  /** They outlive whatever makes entries, and end before the ledger is closed. */
  private static Exports exports(Records records, DataDirectory data, Clock clock, Ticker ticker)
      throws IOException {
    SecureRandom random = new SecureRandom();
    String source = "/colophon/" + UsageTables.instance(data.instance(), random);
    return Exports.open(records.ledger(), data.exports(), source, clock, ticker, random);
  }

  /** The ledger as tables; they are made and kept up to date on a thread of their own. */
  private static UsageTables usage(
      UsageDatabaseConfig config, GatewayParts parts, Teardown teardown) throws IOException {
    DataDirectory data = parts.data();
    Ledger ledger = parts.records().ledger();
    UsageTables usage =
        teardown.add(UsageTables.of(config, data.usageDatabase(), data.instance(), ledger));
    UsageProjection projection = teardown.add(usage.projection(config, ledger, parts.clock()));
    GatewayGauges.projection(parts.metrics(), projection);
    projection.start();
    return usage;
  }

  private static ProviderContext context(
      DataDirectory data, Ticker ticker, Clock clock, EventLoops loops, Teardown teardown) {
    ScheduledThreadPoolExecutor timers =
        new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("colophon-timers", true));
    timers.setRemoveOnCancelPolicy(true);
    teardown.add(timers::shutdownNow);
    return new ProviderContext(ticker, clock, timers, data.cache(), loops.asShared());
  }

  private static GuardedFetcher fetcher(EventLoops loops, Teardown teardown) throws IOException {
    BlockingPool resolving = teardown.add(new BlockingPool(4, MAX_NAMES_WAITING));
    return new GuardedFetcher(
        loops.carrying(), new SystemResolver(resolving), GuardedFetcher.publicTls());
  }

  private static HashedWheelTimer deadlines(Teardown teardown) {
    HashedWheelTimer timer =
        new HashedWheelTimer(
            new DefaultThreadFactory("colophon-deadlines", true), 50, TimeUnit.MILLISECONDS);
    teardown.add(timer::stop);
    return timer;
  }

  /** Where it listens. */
  public Addresses addresses() {
    return listeners.addresses();
  }

  /** Loads the configuration file again; empty if there is none. */
  public Optional<ConfigResult> reload() {
    return reloading.reload();
  }

  /**
   * Stops: takes no more calls, lets those under way end for as long as the configuration allows,
   * writes everything down. Harmless when called again.
   */
  @Override
  public void close() {
    Duration patience = config.get().config().server().drainTimeout();
    listeners.stopAccepting();
    jobs.drain();
    config.waiting().drain();
    long deadline = System.nanoTime() + patience.toNanos();
    listeners.awaitEnd(deadline);
    awaitGenerations(deadline);
    exports.closeBy(deadline);
    teardown.close();
  }

  private void awaitGenerations(long deadline) {
    while (pipeline.underWay() > 0 && deadline - System.nanoTime() > 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (pipeline.underWay() > 0) {
      log.warn(
          "{} generations did not end in time; the ledger will show them as interrupted",
          pipeline.underWay());
    }
  }
}
