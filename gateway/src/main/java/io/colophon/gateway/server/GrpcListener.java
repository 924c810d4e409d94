package io.colophon.gateway.server;

import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.config.TlsConfig;
import io.colophon.gateway.config.unit.HostAndPort;
import io.colophon.gateway.wire.CallFactsInterceptor;
import io.colophon.gateway.wire.StrictMessages;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One gRPC port with its services, health and reflection. */
final class GrpcListener {
  /** gRPC's own limit is higher than ours, so that ours can say why it refuses. */
  private static final int HEADROOM = 4;

  private final Server server;
  private final HealthStatusManager health;

  private GrpcListener(Server server, HealthStatusManager health) {
    this.server = server;
    this.health = health;
  }

  static GrpcListener start(
      HostAndPort address,
      ServerConfig config,
      Optional<TlsConfig> tls,
      EventLoops loops,
      CallFactsInterceptor facts,
      List<BindableService> services)
      throws IOException {
    HealthStatusManager health = new HealthStatusManager();
    int maxMessage = config.maxMessage().bytesAsInt();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(address.host(), address.port()))
            .bossEventLoopGroup(loops.accepting())
            .workerEventLoopGroup(loops.carrying())
            .channelType(loops.channel())
            .withChildOption(ChannelOption.TCP_NODELAY, true)
            .directExecutor()
            .maxInboundMessageSize((int) Math.min(Integer.MAX_VALUE, (long) maxMessage * HEADROOM))
            .maxInboundMetadataSize(config.maxMetadata().bytesAsInt())
            .maxConcurrentCallsPerConnection(config.maxConcurrentCallsPerConnection())
            .keepAliveTime(config.keepAlive().interval().toNanos(), TimeUnit.NANOSECONDS)
            .keepAliveTimeout(config.keepAlive().timeout().toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveTime(
                config.keepAlive().minimumFromClients().toNanos(), TimeUnit.NANOSECONDS)
            .permitKeepAliveWithoutCalls(true)
            .maxConnectionIdle(config.maxConnectionIdle().toNanos(), TimeUnit.NANOSECONDS);
    if (tls.isPresent()) {
      builder.sslContext(sslContext(tls.get()));
    }
    for (BindableService service : services) {
      ServerServiceDefinition guarded = StrictMessages.guard(service.bindService(), maxMessage);
      builder.addService(ServerInterceptors.intercept(guarded, facts));
      health.setStatus(
          guarded.getServiceDescriptor().getName(),
          io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING);
    }
    builder.addService(health.getHealthService());
    builder.addService(ProtoReflectionServiceV1.newInstance());
    return new GrpcListener(builder.build().start(), health);
  }

  private static SslContext sslContext(TlsConfig tls) throws IOException {
    SslContextBuilder builder =
        GrpcSslContexts.forServer(tls.certificate().toFile(), tls.privateKey().toFile());
    if (tls.clientCa().isPresent()) {
      builder.trustManager(tls.clientCa().get().toFile()).clientAuth(ClientAuth.REQUIRE);
    }
    return builder.build();
  }

  int port() {
    return server.getPort();
  }

  /** Takes no more calls; those under way go on. */
  void stopAccepting() {
    if (!server.isShutdown()) {
      health.enterTerminalState();
      server.shutdown();
    }
  }

  /** Whether all calls ended in time. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return server.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }

  /** Cuts what is left. */
  void close() {
    server.shutdownNow();
  }
}
