package io.colophon.provider.triton;

import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.SharedResources;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * The channel to one server, on the host's event loops where it shares them. gRPC connects it anew
 * when it is lost. Callbacks come on the event loop.
 *
 * @param ownLoops the loops that {@link #close()} ends; empty when they are the host's
 */
record ServerChannel(ManagedChannel grpc, Optional<EventLoopGroup> ownLoops)
    implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /**
   * @throws IllegalArgumentException if the address or the certificates cannot be used
   */
  static ServerChannel open(TritonConfig config, SharedResources shared) {
    NettyChannelBuilder builder = addressed(config.address());
    if (config.tls().isPresent()) {
      protect(builder, config.tls().get());
    } else {
      builder.usePlaintext();
    }
    config
        .token()
        .ifPresent(
            token -> builder.intercept(MetadataUtils.newAttachHeadersInterceptor(bearer(token))));
    IoEventLoopGroup loops = usable(shared).orElseGet(ServerChannel::loopsOfOurOwn);
    boolean epoll = Epoll.isAvailable() && loops.isIoType(EpollIoHandler.class);
    ManagedChannel grpc =
        builder
            .eventLoopGroup(loops)
            .channelType(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
            .directExecutor()
            .disableRetry()
            .disableServiceConfigLookUp()
            .proxyDetector(target -> null)
            .maxInboundMessageSize(config.maxMessageBytes())
            .build();
    boolean ours = usable(shared).isEmpty();
    return new ServerChannel(grpc, ours ? Optional.of(loops) : Optional.empty());
  }

  private static NettyChannelBuilder addressed(String address) {
    try {
      URI uri = new URI("tcp", address, null, null, null);
      if (uri.getHost() != null && uri.getPort() > 0 && uri.getUserInfo() == null) {
        return NettyChannelBuilder.forTarget("dns:///" + address);
      }
    } catch (URISyntaxException e) {
      throw badAddress(address, e);
    }
    throw badAddress(address, null);
  }

  private static IllegalArgumentException badAddress(
      String address, @org.jspecify.annotations.Nullable URISyntaxException cause) {
    return new IllegalArgumentException(
        "address is \"" + address + "\", expected host:port", cause);
  }

  private static void protect(NettyChannelBuilder builder, TritonTls tls) {
    try {
      SslContextBuilder context = GrpcSslContexts.forClient();
      tls.ca().ifPresent(file -> context.trustManager(file.toFile()));
      if (tls.certificate().isPresent() && tls.privateKey().isPresent()) {
        context.keyManager(tls.certificate().get().toFile(), tls.privateKey().get().toFile());
      }
      builder.sslContext(context.build());
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tls: the certificates cannot be used: " + e.getMessage(), e);
    }
  }

  private static Metadata bearer(Secret token) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token.reveal());
    return headers;
  }

  private static Optional<IoEventLoopGroup> usable(SharedResources shared) {
    return shared
        .find(EventLoopGroup.class)
        .filter(IoEventLoopGroup.class::isInstance)
        .map(IoEventLoopGroup.class::cast)
        .filter(
            group ->
                group.isIoType(NioIoHandler.class)
                    || Epoll.isAvailable() && group.isIoType(EpollIoHandler.class));
  }

  private static IoEventLoopGroup loopsOfOurOwn() {
    return new MultiThreadIoEventLoopGroup(
        1,
        new DefaultThreadFactory("colophon-triton", true),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  @Override
  public void close() {
    grpc.shutdownNow();
    // The quiet time lets calls that were just cancelled say so.
    ownLoops.ifPresent(
        loops -> {
          var unused = loops.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS);
        });
  }
}
