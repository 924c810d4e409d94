package io.colophon.gateway.assembly;

import io.colophon.gateway.admission.LimitChains;
import io.colophon.gateway.admission.LimitRules;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.labels.LabelPolicy;
import io.colophon.gateway.pipeline.ConfigUse;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.gateway.replicas.LimitReplicas;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Router;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.TargetHealth;
import io.colophon.gateway.routing.policy.SharedRandom;
import io.colophon.gateway.screening.ScreeningPolicy;
import io.colophon.gateway.signals.SignalBook;
import io.colophon.gateway.waiting.WaitingRoom;
import io.colophon.metering.Meter;
import io.colophon.metering.compute.ComputeLadder;
import io.colophon.metering.price.PriceBook;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.throttling.Limits;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts configurations in force, one after the other: all of a configuration or nothing of it.
 * Generations under way keep what they began with. Thread-safe.
 */
public final class ConfigAssembler implements RunningConfigs, AutoCloseable {
  private final ProviderRegistry registry;
  private final ProviderContext context;
  private final WaitingRoom waiting;
  private final HealthBook health;
  private final TrialBook trials = new TrialBook();
  private final ResilienceBook resilience = new ResilienceBook();
  private final PolicyBook policies;
  private final SignalBook signals;
  private final LimitChains limits;
  private Deployments deployments = Deployments.none();
  private volatile @Nullable RunningConfig running;

  /** For callers whose end users have no limits. */
  public ConfigAssembler(ProviderRegistry registry, ProviderContext context) {
    this(registry, context, UnaryOperator.identity());
  }

  /** For gateways that share no limits. */
  public ConfigAssembler(
      ProviderRegistry registry, ProviderContext context, UnaryOperator<String> endUserHash) {
    this(registry, context, endUserHash, LimitReplicas.none());
  }

  /**
   * @param endUserHash the name under which an end user stands in the records
   * @param replicas keeps the limits that gateways share
   */
  public ConfigAssembler(
      ProviderRegistry registry,
      ProviderContext context,
      UnaryOperator<String> endUserHash,
      LimitReplicas replicas) {
    this.registry = registry;
    this.context = context;
    this.limits =
        new LimitChains(
            Limits.of(List.of(), Limits.DEFAULT_MOST_STATES, replicas.sharing()),
            endUserHash,
            replicas::declare);
    this.policies =
        new PolicyBook(new SharedRandom(context.clock().millis() ^ context.ticker().nanos()));
    this.signals = new SignalBook(context.timers(), context.ticker());
    this.waiting =
        new WaitingRoom(
            context.ticker(), context.timers(), () -> ThreadLocalRandom.current().nextLong());
    this.health = new HealthBook(waiting);
  }

  /**
   * Puts a configuration in force.
   *
   * @throws IllegalArgumentException if a plug-in does not take its settings, or a price or limit
   *     cannot be; what was in force before stays
   */
  public synchronized void apply(GatewayConfig config) {
    LimitRules rules = LimitTable.rules(config.limits(), config.storage().limits().isPresent());
    Deployments made = Deployments.make(config.providers(), registry, context, deployments);
    try {
      PriceBook prices = PriceTable.book(config.prices());
      resilience.begin();
      policies.begin();
      Router router = RouteTable.router(config, prices, made, health, trials, resilience, policies);
      RunningConfig next =
          new RunningConfig(
              config,
              router,
              new LabelPolicy(config.labeling()),
              new Meter(ComputeLadder.standard(), prices),
              FactsTable.of(config, router.routes()),
              ScreeningPolicy.of(config.screening(), name -> made.get(name).provider()),
              new ConfigUse(made::release));
      limits.reconfigure(rules);
      waiting.configure(config.server().waiting());
      for (Route route : router.routes()) {
        for (Target target : route.targets()) {
          target.health().room().configure(target.deployment().config().concurrency());
        }
      }
      RunningConfig before = running;
      running = next;
      deployments = made;
      resilience.applied();
      policies.applied();
      signals.configure(router.routes());
      if (before != null) {
        before.use().retire();
      }
    } catch (RuntimeException failure) {
      made.release();
      throw failure;
    }
  }

  @Override
  public RunningConfig acquire() {
    while (true) {
      RunningConfig now = get();
      if (now.use().tryAcquire()) {
        return now;
      }
    }
  }

  /** What is in force. */
  @Override
  public RunningConfig get() {
    RunningConfig now = running;
    if (now == null) {
      throw new IllegalStateException("no configuration was put in force yet");
    }
    return now;
  }

  public LimitChains limits() {
    return limits;
  }

  /** Where generations wait for a place at a target, under whatever configuration. */
  public WaitingRoom waiting() {
    return waiting;
  }

  /** Calls back for each target once, with where to find how it fares now. */
  public void onTarget(BiConsumer<String, Supplier<TargetHealth>> listener) {
    health.onTarget(listener);
  }

  @Override
  public synchronized void close() {
    signals.close();
    RunningConfig last = running;
    if (last != null) {
      last.use().retire();
    }
    deployments = Deployments.none();
  }
}
