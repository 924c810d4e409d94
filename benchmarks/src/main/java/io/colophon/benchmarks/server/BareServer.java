package io.colophon.benchmarks.server;

import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationEvent;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The rival: gRPC and nothing else. It reads the same requests and sends the very messages that the
 * gateway answered with once, on as many event loops of the same kind.
 */
public final class BareServer {
  private BareServer() {}

  /**
   * @param args a file with a {@code GenerateResponse}, and one with {@code GenerationEvent}s, each
   *     after its length
   */
  public static void main(String[] args) throws IOException {
    GenerateResponse response = GenerateResponse.parseFrom(Files.readAllBytes(Path.of(args[0])));
    ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    timers.setRemoveOnCancelPolicy(true);
    BareGeneration service = new BareGeneration(response, events(Path.of(args[1])), timers);
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup accepting = loops(epoll, 1);
    EventLoopGroup carrying = loops(epoll, Runtime.getRuntime().availableProcessors());
    Class<? extends ServerChannel> channel =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
            .bossEventLoopGroup(accepting)
            .workerEventLoopGroup(carrying)
            .channelType(channel)
            .directExecutor()
            .addService(service)
            .build()
            .start();
    Control.serve(System.in, System.out, server.getPort(), "");
    server.shutdownNow();
    timers.shutdownNow();
    accepting.shutdownGracefully().awaitUninterruptibly(3000);
    carrying.shutdownGracefully().awaitUninterruptibly(3000);
  }

  private static EventLoopGroup loops(boolean epoll, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  private static List<GenerationEvent> events(Path file) throws IOException {
    List<GenerationEvent> events = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (GenerationEvent event; (event = GenerationEvent.parseDelimitedFrom(in)) != null; ) {
        events.add(event);
      }
    }
    return events;
  }
}
