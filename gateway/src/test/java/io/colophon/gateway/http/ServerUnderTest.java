package io.colophon.gateway.http;

import io.colophon.gateway.config.TlsConfig;
import io.colophon.gateway.config.unit.HostAndPort;
import io.colophon.gateway.pipeline.GenerationIds;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.provider.spi.Ticker;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The REST port alone, with routes of the test's own. */
final class ServerUnderTest implements AutoCloseable {
  static final HttpSettings SETTINGS =
      new HttpSettings(
          8192,
          Duration.ofSeconds(120).toNanos(),
          Duration.ofSeconds(120).toNanos(),
          Duration.ofSeconds(120).toNanos(),
          Duration.ofSeconds(120).toNanos(),
          100,
          List.of());

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final BlockingPool pool = new BlockingPool(2, 16);
  private final HttpServer server;

  private ServerUnderTest(
      HttpSettings settings, Ticker ticker, Optional<TlsConfig> tls, List<Route> routes)
      throws IOException {
    server =
        new HttpServer(
                Routes.of(List.of(() -> routes)),
                settings,
                new GenerationIds(Clock.systemUTC(), new Random(1)),
                pool,
                Clock.systemUTC(),
                ticker)
            .listen(
                new HostAndPort("127.0.0.1", 0), tls, loops, loops, NioServerSocketChannel.class);
  }

  static ServerUnderTest with(HttpSettings settings, Route... routes) throws IOException {
    return with(settings, Ticker.SYSTEM, routes);
  }

  /**
   * With elapsed time of the test's own.
   *
   * @param ticker by which connections are found idle, late or stalled
   */
  static ServerUnderTest with(HttpSettings settings, Ticker ticker, Route... routes)
      throws IOException {
    return new ServerUnderTest(settings, ticker, Optional.empty(), List.of(routes));
  }

  static ServerUnderTest withTls(TlsConfig tls, Route... routes) throws IOException {
    return new ServerUnderTest(SETTINGS, Ticker.SYSTEM, Optional.of(tls), List.of(routes));
  }

  static ServerUnderTest with(Route... routes) throws IOException {
    return with(SETTINGS, routes);
  }

  /** A route that answers with the body it got. */
  static Route echo(String path, long maxBytes) {
    return Route.post(
        path,
        BodyRule.whole(maxBytes),
        NeutralErrors.INSTANCE,
        exchange -> exchange.answer(200, "application/octet-stream", exchange.body()));
  }

  int port() {
    return server.port();
  }

  HttpServer server() {
    return server;
  }

  RawHttp connect() throws IOException {
    return RawHttp.to(port());
  }

  @Override
  public void close() {
    server.close();
    pool.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
  }
}
