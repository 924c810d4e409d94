package io.colophon.provider.remote;

import io.colophon.provider.spi.Secret;
import io.colophon.provider.spi.SharedResources;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes channels to one plug-in. Callbacks come on the event loop. Thread-safe. */
final class Channels implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final long KEEP_ALIVE_MINUTES = 5;
  private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 20;
  private static final int MAX_METADATA_BYTES = 16 << 10;

  private final PluginAddress address;
  private final RemoteConfig config;
  private final @Nullable SslContext tls;
  private final Loops loops;

  /**
   * @throws IllegalArgumentException if the certificates cannot be read
   */
  Channels(RemoteConfig config, SharedResources shared) {
    this(config, Loops.of(shared));
  }

  /** Channels on these loops. */
  Channels(RemoteConfig config, Loops loops) {
    this.address = PluginAddress.parse(config.address());
    this.config = config;
    this.tls = config.tls().isPresent() ? sslContext(config.tls().get()) : null;
    this.loops = loops;
  }

  private static SslContext sslContext(RemoteTls tls) {
    try {
      SslContextBuilder builder = GrpcSslContexts.forClient();
      tls.ca().ifPresent(file -> builder.trustManager(file.toFile()));
      if (tls.certificate().isPresent() && tls.privateKey().isPresent()) {
        builder.keyManager(tls.certificate().get().toFile(), tls.privateKey().get().toFile());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "tls: the certificates cannot be used: " + e.getMessage(), e);
    }
  }

  /** Where the channels lead, for messages. */
  PluginAddress address() {
    return address;
  }

  /** A new channel, not yet connected. */
  ManagedChannel open() {
    NettyChannelBuilder builder = builder();
    if (tls == null) {
      builder.usePlaintext();
    } else {
      builder.sslContext(tls);
      config.tls().flatMap(RemoteTls::serverName).ifPresent(builder::overrideAuthority);
    }
    config
        .token()
        .map(Channels::bearer)
        .ifPresent(
            headers -> builder.intercept(MetadataUtils.newAttachHeadersInterceptor(headers)));
    return builder
        .eventLoopGroup(loops.group())
        .directExecutor()
        .disableRetry()
        .disableServiceConfigLookUp()
        // A plug-in is a neighbour: the environment's proxy is not for it.
        .proxyDetector(target -> null)
        .maxInboundMessageSize(config.maxMessageBytes())
        .maxInboundMetadataSize(MAX_METADATA_BYTES)
        // gRPC servers take pings more often than every five minutes for an attack.
        .keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES)
        .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .build();
  }

  private NettyChannelBuilder builder() {
    if (address instanceof PluginAddress.Tcp tcp) {
      return NettyChannelBuilder.forAddress(tcp.host(), tcp.port()).channelType(loops.tcpChannel());
    }
    var socket = loops.unixAddress(((PluginAddress.Unix) address).path());
    return NettyChannelBuilder.forAddress(socket)
        .channelType(loops.unixChannel(), socket.getClass())
        // Set by gRPC for every channel; Netty would warn that a Unix socket has none.
        .withOption(ChannelOption.SO_KEEPALIVE, null)
        // What stands in :authority; servers refuse the path of a socket there.
        .overrideAuthority("localhost");
  }

  /** Runs a step once no channel says anything any more; never if the loops are the host's. */
  void whenEnded(Runnable step) {
    loops.whenEnded(step);
  }

  private static Metadata bearer(Secret token) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token.reveal());
    return headers;
  }

  @Override
  public void close() {
    loops.close();
  }
}
