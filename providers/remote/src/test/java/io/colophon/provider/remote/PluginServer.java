package io.colophon.provider.remote;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gRPC server with a plug-in and a health service. */
final class PluginServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PluginServer.class);
  private final Server server;
  private final HealthStatusManager health;
  private final @Nullable EventLoopGroup loops;
  private final @Nullable Path socket;
  private final int port;

  private PluginServer(
      Server server,
      HealthStatusManager health,
      @Nullable EventLoopGroup loops,
      @Nullable Path socket) {
    this.server = server;
    this.health = health;
    this.loops = loops;
    this.socket = socket;
    this.port = server.getPort();
  }

  /**
   * Listens on a port of this machine; 0 for one of {@link #freePort()}, so that it is still free
   * when the plug-in comes back.
   */
  static PluginServer onPort(int port, BindableService plugin) throws IOException {
    return start(builder(port), plugin, new HealthStatusManager(), null, null);
  }

  /** The same with TLS. */
  static PluginServer onPort(SslContext tls, BindableService plugin) throws IOException {
    return start(builder(0).sslContext(tls), plugin, new HealthStatusManager(), null, null);
  }

  /** The same with a look at each call. */
  static PluginServer onPort(ServerInterceptor look, BindableService plugin) throws IOException {
    return start(builder(0).intercept(look), plugin, new HealthStatusManager(), null, null);
  }

  /** Without a health service. */
  static PluginServer withoutHealth(BindableService plugin) throws IOException {
    Server server = builder(0).addService(plugin).build().start();
    return new PluginServer(server, new HealthStatusManager(), null, null);
  }

  /** Listens on a Unix socket. */
  static PluginServer onSocket(Path socket, BindableService plugin) throws IOException {
    Files.deleteIfExists(socket);
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new DomainSocketAddress(socket.toString()))
            .channelType(EpollServerDomainSocketChannel.class)
            .withChildOption(io.netty.channel.ChannelOption.SO_KEEPALIVE, null)
            .bossEventLoopGroup(loops)
            .workerEventLoopGroup(loops);
    return start(builder, plugin, new HealthStatusManager(), loops, socket);
  }

  private static NettyServerBuilder builder(int port) {
    return NettyServerBuilder.forAddress(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port == 0 ? freePort() : port));
  }

  /**
   * A port at which nobody listens. It is none of those that systems give to outgoing connections
   * (RFC 6335, section 6; Linux begins at 32768), or one of them might take it while nobody
   * listens.
   */
  static int freePort() {
    for (int tries = 0; tries < 1_000; tries++) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        log.debug("port {} is taken", port, taken);
      }
    }
    throw new AssertionError("no free port below 30000");
  }

  private static PluginServer start(
      NettyServerBuilder builder,
      BindableService plugin,
      HealthStatusManager health,
      @Nullable EventLoopGroup loops,
      @Nullable Path socket)
      throws IOException {
    Server server =
        builder
            .addService(plugin)
            .addService(health.getHealthService())
            .maxInboundMessageSize(16 << 20)
            .build()
            .start();
    return new PluginServer(server, health, loops, socket);
  }

  /** Also after it was closed. */
  int port() {
    return port;
  }

  String address() {
    return socket == null ? "127.0.0.1:" + port() : "unix:" + socket;
  }

  void serving(boolean now) {
    health.setStatus("", now ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }

  /** Breaks every connection and frees the port, as a crash would. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (loops != null) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }
}
