package io.colophon.provider.http;

import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.RoundRobinDnsAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns host names into addresses without blocking a loop: the hosts file first, then DNS, taking
 * turns among several addresses. Thread-safe.
 */
final class Names implements AutoCloseable {
  private static final int NOT_FOUND_SECONDS = 1;

  private final int refreshSeconds;
  // One for each kind of channel, of which there are two.
  private final Map<Class<?>, AddressResolverGroup<InetSocketAddress>> groups =
      new ConcurrentHashMap<>();

  Names(Duration refresh) {
    refreshSeconds = (int) Math.max(0, Math.min(refresh.toSeconds(), Integer.MAX_VALUE));
  }

  Future<InetSocketAddress> resolve(EventLoop loop, Origin origin) {
    Class<? extends DatagramChannel> type =
        isEpoll(loop) ? EpollDatagramChannel.class : NioDatagramChannel.class;
    return groups
        .computeIfAbsent(type, key -> group(type))
        .getResolver(loop)
        .resolve(InetSocketAddress.createUnresolved(bare(origin.host()), origin.port()));
  }

  private AddressResolverGroup<InetSocketAddress> group(Class<? extends DatagramChannel> type) {
    return new RoundRobinDnsAddressResolverGroup(
        new DnsNameResolverBuilder()
            .datagramChannelType(type)
            .socketChannelType(
                type == EpollDatagramChannel.class
                    ? EpollSocketChannel.class
                    : NioSocketChannel.class)
            .ttl(0, refreshSeconds)
            .negativeTtl(NOT_FOUND_SECONDS));
  }

  /** A literal IPv6 address without its brackets. */
  static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static Class<? extends SocketChannel> socketType(EventLoop loop) {
    return isEpoll(loop) ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  private static boolean isEpoll(EventLoop loop) {
    return loop instanceof IoEventLoop io && io.isCompatible(EpollIoHandle.class);
  }

  @Override
  public void close() {
    groups.values().forEach(AddressResolverGroup::close);
  }
}
