package io.colophon.examples.plugin;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs the plug-in. One argument: {@code unix:/path} of a socket, or a port of this machine.
 *
 * <p>The socket is open to its owner only: run gateway and plug-in as the same user, or give both a
 * group and the folder to it.
 */
public final class JuliaPlugin {
  private static final int QUEUE = 32;
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private JuliaPlugin() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String address = arguments.length == 1 ? arguments[0] : "50051";
    int threads = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor painters =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE));
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        listenOn(address)
            .addService(new JuliaService(painters))
            .addService(health.getHealthService())
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build()
            .start();
    if (address.startsWith("unix:")) {
      Files.setPosixFilePermissions(path(address), PosixFilePermissions.fromString("rw-------"));
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(health, painters, server)));
    server.awaitTermination();
  }

  /** Says to health checks that it goes, then finishes what is under way, at most 10 s. */
  private static void drain(
      HealthStatusManager health, ThreadPoolExecutor painters, Server server) {
    health.enterTerminalState();
    painters.shutdown();
    server.shutdown();
    try {
      if (!server.awaitTermination(10, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static NettyServerBuilder listenOn(String address) throws IOException {
    if (!address.startsWith("unix:")) {
      return NettyServerBuilder.forAddress(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(address)));
    }
    Path path = path(address);
    Files.deleteIfExists(path); // what an earlier process may have left
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(EpollIoHandler.newFactory());
    return NettyServerBuilder.forAddress(new DomainSocketAddress(path.toString()))
        .channelType(EpollServerDomainSocketChannel.class)
        .withChildOption(ChannelOption.SO_KEEPALIVE, null) // a Unix socket has none
        .bossEventLoopGroup(loops)
        .workerEventLoopGroup(loops);
  }

  private static Path path(String address) {
    return Path.of(address.substring("unix:".length()));
  }
}
