package io.colophon.gateway.server;

import io.colophon.gateway.config.Transport;
import io.colophon.provider.spi.SharedResources;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The threads that carry frames, for every listener of a process.
 *
 * @param accepting accepts connections
 * @param carrying carries them
 * @param channel what listens
 */
record EventLoops(
    EventLoopGroup accepting, EventLoopGroup carrying, Class<? extends ServerChannel> channel) {

  static EventLoops open(Transport wanted) {
    boolean epoll =
        switch (wanted) {
          case AUTO -> Epoll.isAvailable();
          case EPOLL -> {
            if (!Epoll.isAvailable()) {
              throw new IllegalArgumentException(
                  "server.transport is epoll, which this machine does not offer: "
                      + Epoll.unavailabilityCause().getMessage());
            }
            yield true;
          }
          case NIO -> false;
        };
    int threads = Runtime.getRuntime().availableProcessors();
    return new EventLoops(
        group(epoll, 1, "colophon-accept"),
        group(epoll, threads, "colophon-io"),
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
  }

  private static EventLoopGroup group(boolean epoll, int threads, String name) {
    return new MultiThreadIoEventLoopGroup(
        threads,
        new DefaultThreadFactory(name, true),
        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** What plug-ins are given of them: those that carry frames. */
  SharedResources asShared() {
    return new SharedResources() {
      @Override
      public <T> Optional<T> find(Class<T> type) {
        return type == EventLoopGroup.class ? Optional.of(type.cast(carrying)) : Optional.empty();
      }
    };
  }

  void close() {
    accepting.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3000);
    carrying.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3000);
  }
}
