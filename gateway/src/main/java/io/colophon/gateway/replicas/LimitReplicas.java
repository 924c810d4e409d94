package io.colophon.gateway.replicas;

import io.colophon.gateway.config.SharedLimitsConfig;
import io.colophon.gateway.metrics.GatewayMetrics;
import io.colophon.provider.spi.Ticker;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Sharing;
import io.colophon.throttling.lease.LeaseSettings;
import io.colophon.throttling.lease.LeaseStore;
import io.colophon.throttling.lease.LeaseStoreFactory;
import io.colophon.throttling.lease.SharedLimits;
import io.colophon.throttling.lease.StoreWatch;
import io.colophon.throttling.lease.WhenAway;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store of shared limits, where one is configured; nothing otherwise. Thread-safe. */
public final class LimitReplicas implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LimitReplicas.class);
  private static final long TICK_MILLIS = 20;
  private static final Duration LEAVING = Duration.ofSeconds(1);

  private final @Nullable SharedLimits shared;
  private final @Nullable ScheduledFuture<?> ticks;

  private LimitReplicas(@Nullable SharedLimits shared, @Nullable ScheduledFuture<?> ticks) {
    this.shared = shared;
    this.ticks = ticks;
  }

  /** Every limit is this gateway's own. */
  public static LimitReplicas none() {
    return new LimitReplicas(null, null);
  }

  /**
   * Opens the store, which need not answer yet.
   *
   * @param node this gateway's name, the same after a restart
   * @param longestHold how long a generation may hold a slot
   * @param timers runs what is short and does not block
   * @throws IllegalArgumentException if the address is none
   */
  public static LimitReplicas open(
      Optional<SharedLimitsConfig> configured,
      String node,
      Duration longestHold,
      Clock clock,
      Ticker ticker,
      ScheduledExecutorService timers,
      RandomGenerator random) {
    if (configured.isEmpty()) {
      return none();
    }
    SharedLimitsConfig config = configured.get();
    LeaseStore store =
        LeaseStoreFactory.find()
            .orElseThrow(
                () -> new IllegalArgumentException("nothing on the class path speaks Redis"))
            .open(config.redis().reveal(), config.name(), config.callLimit());
    LeaseSettings settings =
        new LeaseSettings(
            node,
            config.nodes(),
            config.lease(),
            longestHold,
            config.callLimit(),
            config.safeShare().fraction(),
            config.safeFor(),
            config.mostWaiting());
    SharedLimits shared =
        new SharedLimits(store, settings, ticker::nanos, clock.millis(), random, new Logged());
    ScheduledFuture<?> ticks =
        timers.scheduleWithFixedDelay(() -> tick(shared), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    return new LimitReplicas(shared, ticks);
  }

  /** A schedule ends with its first exception, and this one must not end. */
  private static void tick(SharedLimits shared) {
    try {
      shared.tick();
    } catch (RuntimeException bug) {
      log.error("looking after shared limits failed; it will be tried again", bug);
    }
  }

  /** Makes the limits that are shared. */
  public Sharing sharing() {
    return shared == null ? Sharing.NONE : shared;
  }

  /** Says which rules are shared, before they come into force. */
  public void declare(Map<LimitRule, WhenAway> rules) {
    if (shared != null) {
      shared.declare(rules);
    }
  }

  /** Shows how the store is doing. */
  public void show(GatewayMetrics metrics) {
    if (shared != null) {
      StoreGauges.add(metrics, shared);
    }
  }

  /** Gives back what is leased, for up to a second, and lets go of the store. */
  @Override
  public void close() {
    if (shared == null) {
      return;
    }
    try {
      shared.leave().get(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException away) {
      log.info("leases of limits were not given back; they end by themselves");
    }
    if (ticks != null) {
      ticks.cancel(false);
    }
    shared.close();
  }

  private static final class Logged implements StoreWatch {
    @Override
    public void away(String reason) {
      log.warn("the store of shared limits is away, each limit does what it says: {}", reason);
    }

    @Override
    public void back() {
      log.info("the store of shared limits answers again");
    }

    @Override
    public void lost() {
      log.error("the store of shared limits lost what it knew; it learns it from the gateways");
    }
  }
}
