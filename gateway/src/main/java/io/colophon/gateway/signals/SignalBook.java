package io.colophon.gateway.signals;

import io.colophon.gateway.config.SignalsConfig;
import io.colophon.gateway.routing.Route;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.policy.TargetLoad;
import io.colophon.provider.spi.Ticker;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks every model server of the configuration in force that can be asked. Only hosts that the
 * operator wrote down are asked, and redirects are not followed. Thread-safe.
 */
public final class SignalBook implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private final ScheduledExecutorService timers;
  private final Ticker ticker;
  private final List<ScheduledFuture<?>> running = new ArrayList<>();
  private @Nullable HttpClient client;

  /**
   * @param timers tells when to ask; is never kept waiting
   */
  public SignalBook(ScheduledExecutorService timers, Ticker ticker) {
    this.timers = timers;
    this.ticker = ticker;
  }

  /** These routes are in force now. */
  public synchronized void configure(Collection<Route> routes) {
    stop();
    Map<String, SignalsConfig> servers = new LinkedHashMap<>();
    Map<String, Set<TargetLoad>> loads = new LinkedHashMap<>();
    for (Route route : routes) {
      for (Target target : route.targets()) {
        String name = target.deployment().name();
        target
            .deployment()
            .config()
            .signals()
            .ifPresent(
                signals -> {
                  servers.put(name, signals);
                  loads
                      .computeIfAbsent(name, any -> new LinkedHashSet<>())
                      .add(target.health().load());
                });
      }
    }
    servers.forEach(
        (name, signals) ->
            start(
                new SignalReader(
                    name,
                    signals,
                    List.copyOf(loads.getOrDefault(name, Set.of())),
                    LONGEST_ANSWER,
                    client(),
                    ticker),
                signals.every()));
  }

  private void start(SignalReader reader, Duration every) {
    running.add(
        timers.scheduleAtFixedRate(
            () -> {
              var unused = reader.ask();
            },
            0,
            every.toNanos(),
            TimeUnit.NANOSECONDS));
  }

  private HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT)
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      client = made;
    }
    return made;
  }

  private void stop() {
    running.forEach(each -> each.cancel(false));
    running.clear();
  }

  /** Asks no more; the client's thread ends when nobody refers to it. */
  @Override
  public synchronized void close() {
    stop();
    client = null;
  }
}
