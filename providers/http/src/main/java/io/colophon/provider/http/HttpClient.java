package io.colophon.provider.http;

import io.colophon.provider.http.HostConnections.Grant;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that plug-ins share: Netty's codecs on the host's event loops, a bounded number
 * of connections for each origin, answers handed on piece by piece. Redirects are not followed, so
 * no credential reaches a host that was not named. Thread-safe.
 */
public final class HttpClient implements AutoCloseable {
  private final ConnectionConfig config;
  private final Timeouts timeouts;
  private final ProviderContext context;
  private final OwnLoops loops;
  private final Connector connector;
  private final Map<Origin, HostConnections> hosts = new ConcurrentHashMap<>();
  private final NewConnections connections;
  private final AtomicInteger sockets = new AtomicInteger();
  private final Future<?> sweeping;
  private volatile boolean closed;

  private HttpClient(
      ConnectionConfig config, Timeouts timeouts, ProviderContext context, OwnLoops loops) {
    this.config = config;
    this.timeouts = timeouts;
    this.context = context;
    this.loops = loops;
    this.connector = new Connector(config, timeouts);
    this.connections = new NewConnections(this, config, context.ticker(), connector);
    long period = Math.max(1_000_000, config.keepIdle().toNanos() / 4);
    this.sweeping =
        context.timers().scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.NANOSECONDS);
  }

  /**
   * Makes a client.
   *
   * @throws IllegalArgumentException if the settings do not go together
   */
  public static HttpClient open(
      ConnectionConfig config, Timeouts timeouts, ProviderContext context) {
    return open(config, timeouts, context, OwnLoops.of(context));
  }

  /** Makes a client on these loops. */
  static HttpClient open(
      ConnectionConfig config, Timeouts timeouts, ProviderContext context, OwnLoops loops) {
    return new HttpClient(config, timeouts, context, loops);
  }

  /** The caller's own event loop if it is one of ours, otherwise the next one. */
  public EventLoop loop() {
    EventLoopGroup group = loops.group();
    for (EventExecutor executor : group) {
      if (executor.inEventLoop() && executor instanceof EventLoop own) {
        return own;
      }
    }
    return group.next();
  }

  /**
   * Sends a call. To be called on {@code loop}.
   *
   * @param loop on which the reader is called
   * @throws IllegalArgumentException if the call's address is not http or https with a host
   */
  public HttpExchange send(HttpCall call, EventLoop loop, HttpReader reader) {
    Origin named = Origin.of(call.uri());
    Origin origin = call.isGuarded() ? named.guard() : named;
    Exchange exchange = new Exchange(this, origin, call, loop, reader, timeouts, context.ticker());
    exchange.start();
    return exchange;
  }

  /** Opens a WebSocket for a stream. To be called on its loop. */
  HttpExchange open(Output out, HttpCall call, int maxMessageBytes, WebSocketReader reader) {
    if (sockets.incrementAndGet() > config.maxConnections()) {
      sockets.decrementAndGet();
      out.fail(
          FailureKind.OVERLOADED,
          config.maxConnections() + " WebSockets are open, the most allowed");
      return DroppedReader.NO_EXCHANGE;
    }
    SocketExchange exchange =
        new SocketExchange(out, call, maxMessageBytes, reader, sockets::decrementAndGet);
    exchange.start(connector);
    return exchange;
  }

  /** Runs a step once our own loops have ended, after {@link #close}. */
  void whenEnded(Runnable step) {
    loops.whenEnded(step);
  }

  // ---- for exchanges

  void acquire(Origin origin, Exchange exchange) {
    if (closed) {
      exchange.failed(new ProviderException(FailureKind.OVERLOADED, "the deployment is closed"));
      return;
    }
    follow(origin, grant(origin, exchange), exchange);
  }

  private Grant grant(Origin origin, Exchange exchange) {
    while (true) {
      HostConnections host = host(origin);
      Grant grant = host.acquire(exchange.loop(), exchange);
      if (!(grant instanceof Grant.Retired)) {
        return grant;
      }
      hosts.remove(origin, host); // the sweep has not come to it yet
    }
  }

  /** Carries out what was granted. */
  void follow(Origin origin, Grant grant, Exchange exchange) {
    if (grant instanceof Grant.Reuse reuse) {
      exchange.connected(reuse.channel());
    } else if (grant instanceof Grant.Open) {
      connections.connect(origin, exchange);
    } else if (grant instanceof Grant.Full) {
      exchange.failed(
          new ProviderException(
              FailureKind.OVERLOADED,
              config.maxWaiting() + " requests wait for a connection to " + origin));
    }
  }

  /** A connection or a stream is gone, or could not be opened. */
  void gone(Origin origin, @Nullable Channel channel) {
    host(origin).gone(channel);
  }

  void release(Origin origin, Channel channel) {
    if (closed || channel instanceof Http2StreamChannel) {
      Cut.off(channel);
    } else {
      host(origin).release(channel, context.ticker().nanos());
    }
  }

  void forget(Origin origin, Exchange exchange) {
    host(origin).forget(exchange);
  }

  private HostConnections host(Origin origin) {
    return hosts.computeIfAbsent(
        origin, key -> new HostConnections(config.maxConnections(), config.maxWaiting()));
  }

  private void sweep() {
    long before = context.ticker().nanos() - config.keepIdle().toNanos();
    hosts.values().forEach(host -> host.unusedSince(before).forEach(Cut::off));
    hosts.values().removeIf(HostConnections::retire);
    connections.sweep(before, hosts::containsKey);
  }

  /** Connections that stand, for metrics and tests. */
  public int connections() {
    return connections.count();
  }

  /** Cuts every connection. */
  @Override
  public void close() {
    closed = true;
    sweeping.cancel(false);
    connections.close();
    connector.close();
    loops.close();
  }
}
