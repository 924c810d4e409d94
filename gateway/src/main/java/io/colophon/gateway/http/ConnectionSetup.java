package io.colophon.gateway.http;

import io.colophon.gateway.config.TlsConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a new connection: TLS where it is configured, then the protocol that the caller speaks.
 */
final class ConnectionSetup extends ChannelInitializer<Channel> {
  private final Protocols protocols;
  private final @Nullable SslContext tls;

  private ConnectionSetup(Protocols protocols, @Nullable SslContext tls) {
    this.protocols = protocols;
    this.tls = tls;
  }

  static ConnectionSetup of(HttpServer server, Optional<TlsConfig> tls) throws IOException {
    return new ConnectionSetup(new Protocols(server), tls.isPresent() ? context(tls.get()) : null);
  }

  private static SslContext context(TlsConfig tls) throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(tls.certificate().toFile(), tls.privateKey().toFile())
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1));
    if (tls.clientCa().isPresent()) {
      builder.trustManager(tls.clientCa().get().toFile()).clientAuth(ClientAuth.REQUIRE);
    }
    return builder.build();
  }

  @Override
  protected void initChannel(Channel channel) {
    if (tls == null) {
      channel.pipeline().addLast(new ProtocolDetector(protocols));
      return;
    }
    channel
        .pipeline()
        .addLast(tls.newHandler(channel.alloc()))
        .addLast(
            new ApplicationProtocolNegotiationHandler(ApplicationProtocolNames.HTTP_1_1) {
              @Override
              protected void configurePipeline(ChannelHandlerContext context, String protocol) {
                if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                  protocols.http2(context.pipeline());
                } else {
                  protocols.http1(context.pipeline(), false);
                }
              }
            });
  }
}
