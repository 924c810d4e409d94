package io.colophon.gateway.http;

import io.colophon.gateway.config.TlsConfig;
import io.colophon.gateway.config.unit.HostAndPort;
import io.colophon.gateway.pipeline.GenerationIds;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.provider.spi.Ticker;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The REST port: accepts connections, stops them, knows what is under way. Thread-safe. */
public final class HttpServer implements AutoCloseable {
  private final HttpSettings settings;
  private final Reception reception;
  private final BlockingPool pool;
  private final Ticker ticker;
  private final DateHeader date;
  private final Set<Drainable> connections = ConcurrentHashMap.newKeySet();
  private final Object ended = new Object();

  private final ChannelFutureListener whenWritten = written -> answered();

  private int underWay; // guarded by ended
  private volatile boolean draining;
  private @Nullable Channel listening;

  /** What is told that the server drains. */
  interface Drainable {
    /** No more requests are taken; may be called from any thread. */
    void drain();

    /** Ends at once. */
    void close();
  }

  /**
   * A server that does not listen yet.
   *
   * @param pool takes uploads apart
   */
  public HttpServer(
      Routes routes,
      HttpSettings settings,
      GenerationIds ids,
      BlockingPool pool,
      Clock clock,
      Ticker ticker) {
    this.settings = settings;
    this.reception = new Reception(routes, new Cors(settings.corsOrigins()), ids, this::isDraining);
    this.pool = pool;
    this.ticker = ticker;
    this.date = new DateHeader(clock, ticker);
  }

  /**
   * Listens.
   *
   * @throws IOException if the address cannot be bound or the certificate not be read
   */
  public HttpServer listen(
      HostAndPort address,
      Optional<TlsConfig> tls,
      EventLoopGroup accepting,
      EventLoopGroup carrying,
      Class<? extends ServerChannel> channel)
      throws IOException {
    try {
      listening =
          new ServerBootstrap()
              .group(accepting, carrying)
              .channel(channel)
              .option(ChannelOption.SO_BACKLOG, 1024)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(ConnectionSetup.of(this, tls))
              .bind(new InetSocketAddress(address.host(), address.port()))
              .sync()
              .channel();
      return this;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while opening " + address, stop);
    } catch (RuntimeException failure) {
      throw new IOException("cannot listen on " + address + ": " + failure.getMessage(), failure);
    }
  }

  /** The port it listens on. */
  public int port() {
    Channel open = listening;
    if (open == null) {
      throw new IllegalStateException("the server does not listen");
    }
    return ((InetSocketAddress) open.localAddress()).getPort();
  }

  /** Takes no more connections and no more requests; those under way go on. */
  public void stopAccepting() {
    draining = true;
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    connections.forEach(Drainable::drain);
  }

  /** Whether all requests under way ended in time. */
  public boolean awaitEnd(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    synchronized (ended) {
      while (underWay > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(ended, left);
      }
      return true;
    }
  }

  /** Cuts what is left. */
  @Override
  public void close() {
    stopAccepting();
    connections.forEach(Drainable::close);
  }

  // ---- for its connections

  HttpSettings settings() {
    return settings;
  }

  Reception reception() {
    return reception;
  }

  BlockingPool pool() {
    return pool;
  }

  Ticker ticker() {
    return ticker;
  }

  CharSequence date() {
    return date.now();
  }

  boolean isDraining() {
    return draining;
  }

  void opened(Drainable connection) {
    connections.add(connection);
    if (draining) {
      connection.drain();
    }
  }

  void closed(Drainable connection) {
    connections.remove(connection);
  }

  void began() {
    synchronized (ended) {
      underWay++;
    }
  }

  /** Ends a request when the last of its answer is written, or cannot be. */
  ChannelFutureListener whenWritten() {
    return whenWritten;
  }

  void answered() {
    synchronized (ended) {
      underWay--;
      if (underWay == 0) {
        ended.notifyAll();
      }
    }
  }
}
