package io.colophon.provider.remote;

import io.colophon.provider.spi.SharedResources;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The threads that carry frames: the host's where it shares them, else one of our own.
 *
 * @param group all of one kind, epoll or NIO
 * @param epoll which kind
 * @param ours whether {@link #close()} ends them
 */
record Loops(EventLoopGroup group, boolean epoll, boolean ours) implements AutoCloseable {

  /** The host's loops, or one thread of our own where it shares none that we know. */
  static Loops of(SharedResources shared) {
    Optional<EventLoopGroup> host = shared.find(EventLoopGroup.class);
    if (host.isPresent() && host.get() instanceof IoEventLoopGroup io) {
      if (Epoll.isAvailable() && io.isIoType(EpollIoHandler.class)) {
        return new Loops(io, true, false);
      }
      if (io.isIoType(NioIoHandler.class)) {
        return new Loops(io, false, false);
      }
    }
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup own =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("colophon-remote", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    return new Loops(own, epoll, true);
  }

  Class<? extends Channel> tcpChannel() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  Class<? extends Channel> unixChannel() {
    return epoll ? EpollDomainSocketChannel.class : NioDomainSocketChannel.class;
  }

  /** The address in the form that {@link #unixChannel()} takes. */
  SocketAddress unixAddress(Path path) {
    return epoll ? new DomainSocketAddress(path.toString()) : UnixDomainSocketAddress.of(path);
  }

  /**
   * Runs a step once the loops have ended; never if they are the host's, which outlive us. A loop
   * that ends can drop what it was given in its last moment: who waits for that is told here.
   */
  void whenEnded(Runnable step) {
    if (ours) {
      group.terminationFuture().addListener(ended -> step.run());
    }
  }

  @Override
  public void close() {
    if (ours) {
      var unused = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
  }
}
